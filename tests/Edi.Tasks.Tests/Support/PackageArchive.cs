using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Edi.Tasks.Tests;

/// <summary>An archive of Debian packages that has only its lists: what apt resolves, and cannot fetch.</summary>
internal sealed class PackageArchive : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private HttpListener? _server;

    /// <summary>Its address in the file system.</summary>
    public string Uri => $"copy:{_folder.Path}";

    /// <summary>Adds a component of a suite; its packages each are a name, and other fields if it has any: <c>app Depends: lib; Provides: tool</c>.</summary>
    public PackageArchive Add(string suite, string architecture, string component, params string[] packages)
    {
        string list = string.Concat(packages.Select(package => Stanza(package.Split(' ', 2), architecture)));
        _folder.Write($"dists/{suite}/{component}/binary-{architecture}/Packages", list);
        string lists = string.Concat(Directory.GetFiles(_folder.At($"dists/{suite}"), "Packages", SearchOption.AllDirectories).Select(file => string.Create(
            CultureInfo.InvariantCulture, $" {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))} {new FileInfo(file).Length} {Path.GetRelativePath(_folder.At($"dists/{suite}"), file)}\n")));
        string components = string.Join(' ', Directory.GetDirectories(_folder.At($"dists/{suite}")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        _folder.Write($"dists/{suite}/Release", $"Suite: {suite}\nCodename: {suite}\nDate: Mon, 01 Jan 2024 00:00:00 UTC\nArchitectures: {architecture}\nComponents: {components}\nSHA256:\n{lists}");
        return this;
    }

    /// <summary>Serves it by HTTP, with lists of its folders, as most mirrors do.</summary>
    /// <param name="status">What it answers to each request; 0 means what is asked for.</param>
    /// <returns>Its address.</returns>
    public string Serve(int status = 0)
    {
        string address = $"http://127.0.0.1:{FreePort()}/";
        _server = new HttpListener { Prefixes = { address } };
        _server.Start();
        var server = _server;
        _ = Task.Run(async () =>
        {
            while (server.IsListening)
            {
                try
                {
                    Answer(await server.GetContextAsync(), status);
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return; // It is closed, or nobody waits for the answer.
                }
            }
        });
        return address + "debian";
    }

    public void Dispose()
    {
        _server?.Close();
        _folder.Dispose();
    }

    private void Answer(HttpListenerContext context, int status)
    {
        string path = context.Request.Url!.AbsolutePath.StartsWith("/debian/", StringComparison.Ordinal) ? _folder.At(context.Request.Url.AbsolutePath["/debian/".Length..]) : "";
        byte[]? content = Directory.Exists(path) ? Encoding.ASCII.GetBytes(string.Concat(Directory.GetDirectories(path).Select(folder => $"<a href=\"{Path.GetFileName(folder)}/\">{Path.GetFileName(folder)}/</a>")))
            : File.Exists(path) ? File.ReadAllBytes(path)
            : null;
        context.Response.StatusCode = status > 0 ? status : content is null ? 404 : 200;
        context.Response.Close(status > 0 ? [] : content ?? [], willBlock: true);
    }

    private static string Stanza(string[] package, string architecture) =>
        $"Package: {package[0]}\nVersion: 1\nArchitecture: {architecture}\nFilename: pool/{package[0]}_1_{architecture}.deb\nSize: 1\nSHA256: {new string('0', 64)}\n{(package.Length > 1 ? package[1].Replace("; ", "\n", StringComparison.Ordinal) + "\n" : "")}\n";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
