using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Edi.Tasks.Definition;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>Tells what is wrong with a mirror: what was expected, what was found, and what to do, at its place in the definition.</summary>
/// <param name="files">What else lies on the mirrors.</param>
internal sealed partial class MirrorWords(BootstrapDefinition bootstrap, IMirrorFiles files)
{
    private const int MostNames = 12;

    public EdiProblem Tell(MirrorComplaint complaint, AskedSuite suite) => complaint.Kind switch
    {
        ComplaintKind.Keyring => new(EdiCodes.KeyUnusable, $"apt does not read the keyring '{KeyringOf(complaint.Name)}': {complaint.Text.TrimEnd('.')}. A keyring is a file of public keys of OpenPGP, armoured or not.", PlaceOfKeyring(complaint.Name)),
        ComplaintKind.Signature => Signature(complaint, suite),
        ComplaintKind.Network => At(suite.UriPlace, $"{Name(suite)} cannot be reached: {Sentence(complaint.Text)} {NetworkAdvice}"),
        ComplaintKind.Host => Host(complaint, suite),
        ComplaintKind.Connection => At(suite.UriPlace, $"{Name(suite)} does not answer: {Sentence(complaint.Text)} Check its address and the network. {ProxyAdvice}"),
        ComplaintKind.Certificate => At(suite.UriPlace, $"{Name(suite)} has no certificate that this machine trusts: {Sentence(complaint.Text)} Check its address, this machine's clock, and its package ca-certificates, where a certificate of your own can be added."),
        ComplaintKind.NotThere => NotThere(complaint, suite),
        ComplaintKind.Moving => At(suite.UriPlace, $"{Name(suite)} is being renewed, or is damaged: {Sentence(complaint.Text)} Build again in a few minutes, or name another mirror."),
        ComplaintKind.Date => Date(complaint, suite),
        ComplaintKind.Unsigned => At(suite.UriPlace, $"{Name(suite)} has no signature for its suite '{suite.Suite}'. Nothing tells whether its packages are what they should be. For an archive of your own, 'unsigned: true' at the mirror gives up the check."),
        ComplaintKind.Keys => At(suite.UriPlace, $"{Name(suite)} is named twice with the suite '{suite.Suite}', and with different keyrings. Name the same ones at both places, or name it once with all of its components."),
        _ => At(suite.UriPlace, $"{Name(suite)} cannot be used: {Sentence(complaint.Text)}"),
    };

    public EdiProblem NoNetwork(MirrorComplaint complaint) =>
        At(bootstrap.Mirrors is [var first, ..] ? first.Places.Uri : bootstrap.Places.Suite, $"No mirror can be reached, and packages come from there: {Sentence(complaint.Text)} {NetworkAdvice}");

    public static EdiProblem NoComponent(string component, AskedSuite suite, ImmutableArray<string> known) =>
        At(suite.PlaceOf(component), $"{Name(suite)} has no component '{component}' in its suite '{suite.Suite}'.{Suggest(component, known)}{Listed(known)}");

    public EdiProblem NoBase(ImmutableArray<string> known) =>
        At(bootstrap.Places.Suite, $"No mirror has the suite '{bootstrap.Suite}', from which the essential packages come.{Suggest(bootstrap.Suite, known)}{Listed(known, "They have")} Name one of these in 'suite', or add the mirror of that suite.");

    public EdiProblem NoArchitecture(AskedSuite suite, ImmutableArray<string> known) =>
        At(bootstrap.Places.Architecture, $"{Name(suite)} has no packages for {bootstrap.Architecture} in its suite '{suite.Suite}'.{Listed(known)}{Elsewhere(suite)}");

    /// <summary>What apt says of no suite in particular.</summary>
    public EdiProblem Unknown(MirrorComplaint complaint) => At(bootstrap.Position, $"apt cannot use the mirrors: {Sentence(complaint.Text)}");

    /// <summary>It has failed and not said why.</summary>
    public EdiProblem Unknown(AptAnswer update) => At(bootstrap.Position, $"apt cannot use the mirrors: {Sentence(update.Lines.LastOrDefault(line => line.Length > 0, $"it ended with exit code {update.ExitCode}"))}");

    private static EdiProblem Host(MirrorComplaint complaint, AskedSuite suite)
    {
        string host = HostName().Match(complaint.Text) is { Success: true } name ? name.Groups[1].Value : new Uri(complaint.Url).Host;
        return !suite.Uri.Contains(host, StringComparison.Ordinal)
            ? At(suite.UriPlace, $"{Name(suite)} cannot be reached: no name server knows the host '{host}'. A proxy is named so, in http_proxy or https_proxy: correct it there.")
            : At(suite.UriPlace, $"{Name(suite)} cannot be reached: no name server knows the host '{host}'.{Suggest(host, KnownSuites.Hosts)} {(suite.Mirror is null ? NetworkAdvice : "Check its address and the network.")}");
    }

    private EdiProblem NotThere(MirrorComplaint complaint, AskedSuite suite)
    {
        string answer = Answer(complaint);
        if (Status().Match(complaint.Text) is { Success: true } status && status.Value is "401" or "403" or "407")
        {
            return At(suite.UriPlace, status.Value == "407"
                ? $"The proxy between this machine and {Inner(suite)} wants a password{answer}. Write 'USER:PASSWORD@' before its host in http_proxy or https_proxy."
                : $"{Name(suite)} refuses access{answer}. Where it wants a password, write 'USER:PASSWORD@' before the host.");
        }

        if (complaint.Text is ['5', ..])
        {
            return At(suite.UriPlace, $"{Name(suite)} does not work{answer}. Build again later, or name another mirror.");
        }

        if (complaint.Url.Contains("/binary-", StringComparison.Ordinal))
        {
            return At(bootstrap.Places.Architecture, $"{Name(suite)} has no list of packages for {bootstrap.Architecture} in its suite '{suite.Suite}'{answer}.{Elsewhere(suite)}");
        }

        return UbuntuArchive.HasSuite(suite.Suite) && !UbuntuArchive.IsMirror(suite.Uri) ? OfUbuntu(suite)
            : suite.Suite.EndsWith('/') ? At(suite.UriPlace, $"{Name(suite)} has no packages at '{MirrorAddress.OfSuite(suite.Uri, suite.Suite)}'{answer}. A suite that ends with '/' is an exact path in the archive: check both.")
            : WithoutSuite(suite, answer);
    }

    /// <summary>The address or the suite is wrong; which of them, other suites tell.</summary>
    private EdiProblem WithoutSuite(AskedSuite suite, string answer)
    {
        if (MirrorAddress.HasUser(suite.Uri))
        {
            return At(suite.SuitePlace, $"{Name(suite)} has no suite '{suite.Suite}'{answer}. Check the suite and the address; 'dists' lies below it.");
        }

        var listed = files.Folders($"{suite.Uri.TrimEnd('/')}/dists/");
        string? near = EditDistance.Nearest(suite.Suite, listed.IsEmpty ? KnownSuites.Names : listed);
        bool isThere = near is not null && (listed.Contains(near) || Has(suite.Uri, near));
        if (isThere || !listed.IsEmpty || KnownSuites.Samples.Any(name => Has(suite.Uri, name)))
        {
            return At(suite.SuitePlace, $"{Name(suite)} has no suite '{suite.Suite}'.{(isThere ? $" Did you mean '{near}'?" : "")}{Listed([.. listed.Where(name => !name.Contains('-', StringComparison.Ordinal))])}");
        }

        string path = suite.Uri.TrimEnd('/').Split('/')[^1];
        string? meant = KnownSuites.Paths.Contains(path) ? null : EditDistance.Nearest(path, KnownSuites.Paths);
        return At(suite.UriPlace, $"{Name(suite)} is no archive of packages: it has neither the suite '{suite.Suite}' nor another known one{answer}.{(meant is null ? "" : $" Did you mean '{suite.Uri.TrimEnd('/')[..^path.Length]}{meant}'?")} Check its address: 'dists' lies below it.");
    }

    private bool Has(string uri, string suite) => files.Read($"{uri.TrimEnd('/')}/dists/{suite}/Release") is not null;

    private static EdiProblem Signature(MirrorComplaint complaint, AskedSuite suite)
    {
        if (MissingKey().Match(complaint.Text) is not { Success: true } missing)
        {
            return At(suite.UriPlace, $"The signature of {Inner(suite)} for its suite '{suite.Suite}' does not verify it: {Sentence(complaint.Text)} Where a key has expired or been replaced, fetch the vendor's newer one, or upgrade the package of Debian's keys, debian-archive-keyring.");
        }

        string key = missing.Groups[1].Value;
        string signed = $"{Name(suite)} signs its suite '{suite.Suite}' with the key {key}, which is in none of the keyrings that count for it.";
        return KeyringsOfHost.Find(key) is { } keyring ? At(suite.UriPlace, $"{signed} This machine has it in '{keyring}': name that file in 'keyring'.")
            : UbuntuArchive.IsMirror(suite.Uri) ? At(suite.UriPlace, $"{signed} {KeysOfUbuntu}")
            : At(suite.UriPlace, $"{signed} Name the file with the vendor's keys in 'keyring'; 'unsigned: true' at the mirror gives up the check, for an archive of your own.");
    }

    private EdiProblem OfUbuntu(AskedSuite suite) => At(
        suite.SuitePlace,
        $"'{suite.Suite}' is a suite of Ubuntu, and {Inner(suite)} is none of its mirrors. Write 'mirrors: {UbuntuArchive.MirrorFor(bootstrap.Architecture)}'. {KeysOfUbuntu}");

    private static string KeysOfUbuntu => File.Exists(UbuntuArchive.Keyring)
        ? $"Ubuntu's keys are in '{UbuntuArchive.Keyring}': name that file in 'keyring'."
        : $"Ubuntu's keys are in the package {UbuntuArchive.KeyringPackage}: 'sudo apt-get install {UbuntuArchive.KeyringPackage}', and write 'keyring: {UbuntuArchive.Keyring}'.";

    private static EdiProblem Date(MirrorComplaint complaint, AskedSuite suite) => At(suite.UriPlace, complaint.Text.StartsWith("expired", StringComparison.Ordinal)
        ? $"{Name(suite)} is out of date: the time of its suite '{suite.Suite}' has expired. It is no longer renewed, or this machine's clock is wrong. Name another mirror."
        : $"{Name(suite)} is of the future for this machine: its suite '{suite.Suite}' is not valid yet. Set the clock right.");

    private string Elsewhere(AskedSuite suite)
    {
        if (UbuntuArchive.IsMirror(suite.Uri))
        {
            return UbuntuArchive.MirrorFor(bootstrap.Architecture) is { } mirror && !MirrorAddress.AreSame(mirror, suite.Uri) ? $" Ubuntu has its packages for {bootstrap.Architecture} at {mirror}." : "";
        }

        var stable = files.Read($"{suite.Uri.TrimEnd('/')}/dists/stable/Release") is { } text ? ReleaseFile.Parse(text) : null;
        return stable is { CodeName.Length: > 0 } && !stable.IsSuite(suite.Suite) && stable.Architectures.Contains(bootstrap.Architecture) ? $" Its suite '{stable.CodeName}' has them." : "";
    }

    private string KeyringOf(string file) => bootstrap.Places.Keyrings.Keys.FirstOrDefault(path => IsNamed(path, file), file);

    private SourcePosition PlaceOfKeyring(string file) => bootstrap.Places.Keyrings.FirstOrDefault(keyring => IsNamed(keyring.Key, file)).Value ?? bootstrap.Position;

    private static bool IsNamed(string keyring, string file) => Path.GetFileNameWithoutExtension(file).StartsWith(RepositoryKeys.NameOf(keyring), StringComparison.Ordinal);

    /// <summary>The mirror at the beginning of a sentence.</summary>
    private static string Name(AskedSuite suite) => "T" + Inner(suite)[1..];

    private static string Inner(AskedSuite suite) => $"the {(suite.Mirror is null ? "default " : "")}mirror '{Passwords.Mask(suite.Uri)}'";

    private static string Answer(MirrorComplaint complaint) => Status().IsMatch(complaint.Text) ? $" ('{complaint.Text.Replace("  ", " ", StringComparison.Ordinal)}')" : "";

    private static EdiProblem At(SourcePosition place, string message) => new(EdiCodes.MirrorUnusable, message, place);

    private static string Suggest(string name, IEnumerable<string> known) => EditDistance.Nearest(name, known) is { } near && near != name ? $" Did you mean '{near}'?" : "";

    private static string Listed(ImmutableArray<string> names, string verb = "It has") =>
        names.IsEmpty ? "" : $" {verb} {string.Join(", ", names.Take(MostNames))}{(names.Length > MostNames ? ", …" : "")}.";

    private static string Sentence(string text) => text.EndsWith('?') ? text : text.TrimEnd('.', ':', ' ') + ".";

    private const string ProxyAdvice = "A proxy is taken from http_proxy and https_proxy.";

    private const string NetworkAdvice = $"Check this machine's network and its name server. {ProxyAdvice}";

    [GeneratedRegex("resolv[a-z]* '?([^' ]+)'?")]
    private static partial Regex HostName();

    [GeneratedRegex(@"^\d{3}")]
    private static partial Regex Status();

    // Of gpgv, and of sqv, which apt uses from version 3 on.
    [GeneratedRegex(@"(?:NO_PUBKEY|[Mm]issing key) ([0-9A-F]{16,})")]
    private static partial Regex MissingKey();
}
