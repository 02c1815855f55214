// The application of the image: answers each HTTP request with the host's name and its own version.
using System.Net;
using System.Reflection;
using System.Runtime.InteropServices;

using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true; // The answer that is being given is given.
    stop.Cancel();
});
using var listener = new HttpListener();
listener.Prefixes.Add("http://*:8080/");
listener.Start();
string version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
Console.WriteLine($"Version {version} listens on port 8080.");
try
{
    while (true)
    {
        var context = await listener.GetContextAsync().WaitAsync(stop.Token);
        await using var writer = new StreamWriter(context.Response.OutputStream);
        await writer.WriteLineAsync($"{Environment.MachineName} {version}");
    }
}
catch (OperationCanceledException)
{
    // systemd has stopped the service.
}
