using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>The proxies of the network in which an image was built. One that a parameter of the definition names is meant.</summary>
internal sealed partial class ProxyRule : ILintRule
{
    private static readonly ImmutableArray<string> s_folders =
        ["/etc/apt/apt.conf.d", "/etc/profile.d", "/etc/environment.d", "/etc/systemd/system.conf.d", "/etc/systemd/user.conf.d"];

    private static readonly ImmutableArray<string> s_files = ["/etc/apt/apt.conf", "/etc/environment", "/etc/wgetrc", "/root/.wgetrc", "/root/.curlrc", "/root/.bashrc", "/root/.profile"];

    public EdiCode Code => EdiCodes.ProxyLeft;

    public IEnumerable<LintFinding> Check(LintedImage image) =>
        from file in s_folders.SelectMany(image.Root.FilesIn).Select(file => file.Path).Concat(s_files)
        from line in image.Root.ReadLines(file)
        where line[0] != '#' && !line.StartsWith("//", StringComparison.Ordinal)
        let proxy = Of(line)
        where proxy.Length > 0 && !image.IsParameter(proxy)
        select new LintFinding(
            file,
            image.Host.Proxies.Contains(proxy)
                ? $"The proxy of the host that built the image is set, '{Shown(proxy)}', and machines elsewhere would reach no network. Remove it in the last playbook."
                : $"A proxy is set, '{Shown(proxy)}', that no parameter of the definition names. If it is that of the network in which the image was built, remove it in the last playbook.")
        {
            Evidence = line,
        };

    private static string Of(string line)
    {
        var match = Apt().Match(line);
        match = match.Success ? match : Variable().Match(line);
        // What a script computes from another variable sets none.
        return match.Success && match.Groups[1].Value is var value && !value.StartsWith('$') && value != "DIRECT" ? value : "";
    }

    // A user name and a password in a proxy's address are for nobody's eyes.
    private static string Shown(string proxy) => User().Replace(proxy, "//…@");

    // apt.conf(5): Acquire::http::Proxy "…"; the same in braces, and for one host.
    [GeneratedRegex("""\bProxy(?:::[^\s"]+)?\s+"([^"]+)["]""", RegexOptions.IgnoreCase)]
    private static partial Regex Apt();

    [GeneratedRegex("""\b(?:https?|ftp|all|socks)_proxy\s*=\s*["']?([^\s"';]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Variable();

    [GeneratedRegex("//[^/@]*@")]
    private static partial Regex User();
}
