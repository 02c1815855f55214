using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>Passwords, tokens and private keys: who has the image has them.</summary>
internal sealed partial class CredentialRule : ILintRule
{
    // Below a home. Those files that may as well hold no secret count when they have the text.
    private static readonly ImmutableArray<(string File, string Text)> s_ofUsers =
    [
        (".netrc", "password"), (".git-credentials", ""), (".docker/config.json", "\"auth"), (".config/containers/auth.json", "\"auth"), (".aws/credentials", ""), (".kube/config", "user"),
        (".npmrc", "_auth"), (".pypirc", "password"), (".pgpass", ""), (".my.cnf", "password"), (".config/gh/hosts.yml", "token"), (".vault-token", ""),
        (".bash_history", ""), (".ash_history", ""), (".zsh_history", ""), (".python_history", ""), (".psql_history", ""), (".mysql_history", ""),
    ];

    public EdiCode Code => EdiCodes.CredentialLeft;

    public IEnumerable<LintFinding> Check(LintedImage image)
    {
        var root = image.Root;
        var homes = image.Accounts.Users.Where(user => user.Home is "/root" || user.Home.StartsWith("/home/", StringComparison.Ordinal))
            .Select(user => user.Home).Concat(root.In("/home").Select(home => home.Path)).Append("/root").Distinct().ToImmutableArray();
        return
        [
            .. OfApt(image),
            .. from home in homes
               from secret in s_ofUsers
               where root.Find($"{home}/{secret.File}") is { IsFile: true, Size: > 0 }
                   && root.ReadText($"{home}/{secret.File}").Contains(secret.Text, StringComparison.OrdinalIgnoreCase)
               select new LintFinding(
                   $"{home}/{secret.File}",
                   secret.File.EndsWith("history", StringComparison.Ordinal)
                       ? "Commands that were typed during the build are in the image, and passwords may be among them. Remove the file in the last playbook."
                       : "This file holds credentials, and whoever has the image has them. Remove it in the last playbook, and give the machine its own when it is installed."),
            .. from key in homes.SelectMany(home => root.FilesIn($"{home}/.ssh").Concat(root.FilesIn($"{home}/.gnupg/private-keys-v1.d")))
               where key.Folder.EndsWith("private-keys-v1.d", StringComparison.Ordinal) || root.ReadText(key.Path).Contains("PRIVATE KEY-----", StringComparison.Ordinal)
               select new LintFinding(key.Path, "A private key is in the image, and whoever has the image has it. Remove it in the last playbook, and have the machine make its own."),
        ];
    }

    private static IEnumerable<LintFinding> OfApt(LintedImage image)
    {
        const string remedy = "Whoever has the image has it. Remove it in the last playbook, or use one for this image alone.";
        var root = image.Root;
        foreach (string file in root.FilesIn("/etc/apt/auth.conf.d").Select(file => file.Path).Prepend("/etc/apt/auth.conf"))
        {
            if (root.ReadText(file).Contains("password", StringComparison.OrdinalIgnoreCase))
            {
                yield return new(file, $"apt's password for a repository is in the image. {remedy}");
            }
        }

        foreach (var file in image.AptSources.Files)
        {
            if (file.Lines.FirstOrDefault(line => PasswordInAddress().IsMatch(line)) is { } line)
            {
                yield return new(file.Path, $"The address of a repository has a password in it. {remedy}") { Evidence = line };
            }
        }
    }

    [GeneratedRegex(@"://[^/\s:@]+:[^/\s@]+@")]
    private static partial Regex PasswordInAddress();
}
