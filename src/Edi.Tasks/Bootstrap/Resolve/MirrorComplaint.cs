using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>What apt says is wrong with a suite of a mirror.</summary>
/// <param name="Uri">The mirror's address, and <paramref name="Suite"/> its suite; empty where apt names a file only.</param>
/// <param name="Url">The file that was asked for, if apt names one.</param>
/// <param name="Text">apt's words.</param>
internal sealed partial record MirrorComplaint(ComplaintKind Kind, string Uri, string Suite, string Url, string Text)
{
    // What apt adds to what it has said.
    private static readonly ImmutableArray<string> s_consequences = ["E: Some index files failed to download", "E: The list of sources could not be read", "E: The package lists or status file could not be parsed"];

    /// <summary>The component that the suite lacks, or the keyring that apt does not read.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Whether it is about that suite of that mirror.</summary>
    public bool Concerns(string uri, string suite) => Url.Length == 0
        ? MirrorAddress.AreSame(Uri, uri) && Suite == suite
        : MirrorAddress.WithoutUser(Url).StartsWith(MirrorAddress.WithoutUser(MirrorAddress.OfSuite(uri, suite)), StringComparison.Ordinal);

    /// <summary>All that <c>apt-get update</c> complains of, in its order; what it says of warnings that change nothing is left out.</summary>
    public static ImmutableArray<MirrorComplaint> Read(IEnumerable<string> lines) => [.. lines.Select(Read).OfType<MirrorComplaint>()];

    private static MirrorComplaint? Read(string line)
    {
        if (Fetch().Match(line) is { Success: true } fetch)
        {
            string text = Address().Replace(fetch.Groups["text"].Value, "").Trim();
            return new(KindOf(text), "", "", fetch.Groups["url"].Value, text);
        }

        if (Signature().Match(line) is { Success: true } signature)
        {
            return Of(ComplaintKind.Signature, signature);
        }

        if (Repository().Match(line) is { Success: true } repository)
        {
            return Of(repository.Groups["text"].Value.Contains("Release file", StringComparison.Ordinal) ? ComplaintKind.NotThere : ComplaintKind.Unsigned, repository);
        }

        if (Date().Match(line) is { Success: true } date)
        {
            return new(ComplaintKind.Date, "", "", date.Groups["url"].Value, date.Groups["text"].Value);
        }

        if (Component().Match(line) is { Success: true } component)
        {
            return Of(ComplaintKind.Component, component) with { Name = component.Groups["name"].Value };
        }

        if (Keyring().Match(line) is { Success: true } keyring)
        {
            return new(ComplaintKind.Keyring, "", "", keyring.Groups["url"].Value, keyring.Groups["text"].Value) { Name = keyring.Groups["name"].Value };
        }

        if (Conflict().Match(line) is { Success: true } conflict)
        {
            return Of(ComplaintKind.Keys, conflict);
        }

        return line.StartsWith("E: ", StringComparison.Ordinal) && !s_consequences.Any(line.StartsWith) ? new(ComplaintKind.Other, "", "", "", line["E: ".Length..]) : null;

        static MirrorComplaint Of(ComplaintKind kind, Match match) =>
            new(kind, match.Groups["uri"].Value, match.Groups["suite"].Value, "", match.Groups["text"].Value.Trim());
    }

    private static ComplaintKind KindOf(string text) =>
        text.Contains("Temporary failure resolving", StringComparison.Ordinal) || text.Contains("Network is unreachable", StringComparison.Ordinal) ? ComplaintKind.Network
        : text.Contains("Could not resolve", StringComparison.Ordinal) || text.Contains("Something wicked happened resolving", StringComparison.Ordinal) ? ComplaintKind.Host
        : text.Contains("connect", StringComparison.OrdinalIgnoreCase) || text.Contains("timed out", StringComparison.OrdinalIgnoreCase) ? ComplaintKind.Connection
        : text.Contains("ertificate", StringComparison.Ordinal) || text.Contains("handshake", StringComparison.OrdinalIgnoreCase) ? ComplaintKind.Certificate
        : text.Contains("unexpected size", StringComparison.Ordinal) || text.Contains("Hash Sum mismatch", StringComparison.OrdinalIgnoreCase) ? ComplaintKind.Moving
        : Status().IsMatch(text) || text.Contains("File not found", StringComparison.Ordinal) || text.Contains("Failed to stat", StringComparison.Ordinal) ? ComplaintKind.NotThere
        : ComplaintKind.Other;

    [GeneratedRegex(@"^[EW]: Failed to fetch (?<url>\S+)  (?<text>.*)$")]
    private static partial Regex Fetch();

    [GeneratedRegex(@"^[EW]: (?:GPG error|OpenPGP signature verification failed): (?<uri>\S+) (?<suite>\S+) (?:In)?Release: (?<text>.*)$")]
    private static partial Regex Signature();

    [GeneratedRegex(@"^E: The repository '(?<uri>\S+) (?<suite>\S+) (?:In)?Release' (?<text>.*)$")]
    private static partial Regex Repository();

    [GeneratedRegex(@"^E: Release file for (?<url>\S+) is (?<text>expired|not valid yet).*$")]
    private static partial Regex Date();

    [GeneratedRegex(@"^W: Skipping acquire of configured file .* as repository '(?<uri>\S+) (?<suite>\S+) (?:In)?Release' (?<text>doesn't have the component) '(?<name>[^']*)'")]
    private static partial Regex Component();

    [GeneratedRegex(@"^W: (?<url>\S+): The key\(s\) in the keyring (?<name>\S+) are ignored as (?<text>.*)$")]
    private static partial Regex Keyring();

    [GeneratedRegex(@"^E: (?<text>Conflicting values set for option Signed-By) regarding source (?<uri>\S+) (?<suite>\S+):")]
    private static partial Regex Conflict();

    // Where the answer came from.
    [GeneratedRegex(@" *\[IP: [^]]*\]")]
    private static partial Regex Address();

    [GeneratedRegex(@"^\d{3}\b")]
    private static partial Regex Status();
}

/// <summary>What is wrong; the earlier says more than the later, where apt says both of one suite.</summary>
internal enum ComplaintKind
{
    /// <summary>apt does not read a keyring.</summary>
    Keyring,

    /// <summary>The definition names one suite with different keyrings.</summary>
    Keys,

    /// <summary>The signature cannot be verified.</summary>
    Signature,

    /// <summary>There is no network, or nobody tells the addresses of hosts.</summary>
    Network,

    /// <summary>Nobody knows the host.</summary>
    Host,

    /// <summary>The host does not answer.</summary>
    Connection,

    /// <summary>The host's certificate is not good.</summary>
    Certificate,

    /// <summary>The file is not there: what apt names it by is the server's answer.</summary>
    NotThere,

    /// <summary>The mirror is being renewed.</summary>
    Moving,

    /// <summary>The file's time is over, or has not come.</summary>
    Date,

    /// <summary>There is no signature.</summary>
    Unsigned,

    /// <summary>The suite has no such component.</summary>
    Component,

    /// <summary>Anything else.</summary>
    Other,
}
