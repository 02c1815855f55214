using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Edi.Sdk.Tests.Harness;

/// <summary>A server of collections on loopback, with as much of Galaxy's third interface as ansible-galaxy asks for. It has one collection.</summary>
internal sealed class GalaxyServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _archive;
    private readonly string _space;
    private readonly string _name;
    private readonly string _version;
    private readonly Task _answers;

    /// <param name="archive">What <c>ansible-galaxy collection build</c> has left: <c>NAMESPACE-NAME-VERSION.tar.gz</c>.</param>
    public GalaxyServer(string archive)
    {
        _archive = File.ReadAllBytes(archive);
        string[] words = Path.GetFileName(archive).Replace(".tar.gz", "", StringComparison.Ordinal).Split('-');
        (_space, _name, _version) = (words[0], words[1], words[2]);
        Address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _answers = AnswerAsync();
    }

    public string Address { get; }

    /// <summary>The authorization that came with a question; null while none has.</summary>
    public string? Token { get; private set; }

    public void Dispose()
    {
        _listener.Close();
        _answers.Wait();
    }

    private async Task AnswerAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return; // It is closed.
            }

            Token = context.Request.Headers["Authorization"] ?? Token;
            byte[]? answer = Answer(context.Request.Url!.AbsolutePath.TrimEnd('/'));
            context.Response.StatusCode = answer is null ? 404 : 200;
            context.Response.ContentType = answer == _archive ? "application/gzip" : "application/json";
            await context.Response.OutputStream.WriteAsync(answer ?? "{}"u8.ToArray());
            context.Response.Close();
        }
    }

    private byte[]? Answer(string path)
    {
        string collection = $"/api/v3/collections/{_space}/{_name}";
        return path == "/api" ? Json(new JsonObject { ["available_versions"] = new JsonObject { ["v3"] = "v3/" } })
            : path == collection ? Json(new JsonObject { ["namespace"] = _space, ["name"] = _name, ["highest_version"] = new JsonObject { ["version"] = _version } })
            : path == $"{collection}/versions" ? Json(new JsonObject
            {
                ["meta"] = new JsonObject { ["count"] = 1 },
                ["links"] = new JsonObject { ["next"] = null },
                ["data"] = new JsonArray(new JsonObject { ["version"] = _version, ["href"] = $"{collection}/versions/{_version}/" }),
            })
            : path == $"{collection}/versions/{_version}" ? Json(new JsonObject
            {
                ["version"] = _version,
                ["href"] = path,
                ["download_url"] = $"{Address}archive.tar.gz",
                ["artifact"] = new JsonObject { ["filename"] = "archive.tar.gz", ["size"] = _archive.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(_archive)) },
                ["namespace"] = new JsonObject { ["name"] = _space },
                ["collection"] = new JsonObject { ["name"] = _name },
                ["metadata"] = new JsonObject { ["dependencies"] = new JsonObject() },
                ["signatures"] = new JsonArray(),
            })
            : path == "/archive.tar.gz" ? _archive
            : null;
    }

    private static byte[] Json(JsonObject value) => Encoding.UTF8.GetBytes(value.ToJsonString());

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
