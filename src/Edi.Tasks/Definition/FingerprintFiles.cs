using Edi.Tasks.Incremental;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition;

/// <summary>The fingerprints of a definition's steps, in files that MSBuild compares with the stamps.</summary>
internal sealed class FingerprintFiles(StepFiles files, string sdkVersion)
{
    /// <summary>
    /// Writes those that differ. Returns the name of the folder of native twins for the image's architecture, suite and
    /// mirrors; empty when the host runs the architecture itself.
    /// </summary>
    public string Write(ImageDefinition definition, DefinitionFolders folders)
    {
        // The first step begins with nothing, which never changes.
        new Fingerprint().Add("begin", "").WriteIfDifferent(files.Digest(StepNames.Begin));
        foreach (var (step, fingerprint) in new StepFingerprints(definition, folders, sdkVersion).All())
        {
            fingerprint.WriteIfDifferent(files.Fingerprint(step), builtWith: files.Stamp(step));
            StepInputs.Write(files.Fingerprint(step), fingerprint.Inputs);
        }

        if (definition.Base is { } image && File.Exists(image.Digest))
        {
            TakeOver(image.Digest);
        }

        if (definition.PackageSources is not { } bootstrap || DebianArchitecture.Host.Runs(definition.Architecture))
        {
            return "";
        }

        var twin = StepFingerprints.OfTwin(bootstrap, sdkVersion);
        twin.WriteIfDifferent(files.Fingerprint("EdiNativeTwin"));
        return $"{bootstrap.Suite.Replace('/', '-')}-{definition.Architecture}-{twin.Digest[..16]}";
    }

    // As a digest of this project, so that the same rules hold for it.
    private void TakeOver(string digestOfBase)
    {
        string digest = files.Digest(StepNames.Base), content = File.ReadAllText(digestOfBase);
        if (!File.Exists(digest) || File.ReadAllText(digest) != content)
        {
            AtomicFile.Write(digest, content);
            StepTimes.MakeNewer(digest, [files.Stamp(StepNames.Container)]);
        }
    }
}
