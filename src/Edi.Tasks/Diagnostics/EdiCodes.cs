using System.Collections.Immutable;
using System.Reflection;

namespace Edi.Tasks.Diagnostics;

/// <summary>
/// Every diagnostic that the tasks report. EDI0 is the host and the SDK, EDI1 the definition, EDI2 the bootstrap,
/// EDI3 containers, playbooks and commands, EDI5 the disk image, EDI6 running and verifying it, EDI9 faults of our own. Sdk.targets adds a few of EDI0.
/// </summary>
internal static class EdiCodes
{
    public static readonly EdiCode HostNotReady = new("EDI0001", "The host is not ready");
    public static readonly EdiCode HostToolsNotInstalled = new("EDI0002", "The host tools could not be installed");
    public static readonly EdiCode SandboxNotStarted = new("EDI0003", "The sandbox could not be started");
    public static readonly EdiCode Cancelled = new("EDI0005", "The step was cancelled");
    public static readonly EdiCode FileAccess = new("EDI0011", "A file could not be read or written");
    public static readonly EdiCode CleanRefused = new("EDI0006", "Clean refuses to descend into a mount");
    public static readonly EdiCode UnknownStep = new("EDI0012", "There is no such step");
    public static readonly EdiCode NoShell = new("EDI0013", "No shell could be opened");

    public static readonly EdiCode InvalidYaml = new("EDI1001", "The definition is not valid YAML");
    public static readonly EdiCode UnknownKey = new("EDI1002", "A key is unknown");
    public static readonly EdiCode WrongKind = new("EDI1003", "A value is of the wrong kind");
    public static readonly EdiCode MissingKey = new("EDI1004", "A mandatory key is missing");
    public static readonly EdiCode InvalidValue = new("EDI1005", "A value is not allowed");
    public static readonly EdiCode FileNotFound = new("EDI1006", "A file that the definition names does not exist");
    public static readonly EdiCode DefinitionNotFound = new("EDI1007", "The definition does not exist");
    public static readonly EdiCode LayoutConflict = new("EDI1008", "The disk layout contradicts itself");
    public static readonly EdiCode DuplicateKey = new("EDI1009", "A key is there twice");
    public static readonly EdiCode InvalidTemplate = new("EDI1010", "A template cannot be rendered");
    public static readonly EdiCode UndefinedVariable = new("EDI1011", "A variable is not defined");
    public static readonly EdiCode RootFileSystemSource = new("EDI1012", "The root file system comes from nowhere, or from two places");
    public static readonly EdiCode NewerEdiRequired = new("EDI1013", "The definition needs a newer edi");
    public static readonly EdiCode AmbiguousOverlay = new("EDI1014", "An overlay may be the host's or the user's");
    public static readonly EdiCode OutputConflict = new("EDI1015", "Two steps make the same artifact");
    public static readonly EdiCode AmbiguousValue = new("EDI1016", "A value is read as something else");

    public static readonly EdiCode BootstrapFailed = new("EDI2001", "The bootstrap failed");
    public static readonly EdiCode TwinNotMade = new("EDI2002", "The native twin could not be made");
    public static readonly EdiCode KeyNotFetched = new("EDI2003", "A repository's key could not be fetched");

    public static readonly EdiCode EngineFailed = new("EDI3001", "The container engine failed");
    public static readonly EdiCode PlaybookFailed = new("EDI3002", "A playbook failed");
    public static readonly EdiCode LayerMissing = new("EDI3003", "A layer is missing from the container engine's store");
    public static readonly EdiCode CommandFailed = new("EDI3004", "A command failed");
    public static readonly EdiCode OutputMissing = new("EDI3005", "A command did not make what it declares");
    public static readonly EdiCode RootRequired = new("EDI3006", "A command needs the real root");

    public static readonly EdiCode ImageFailed = new("EDI5001", "The disk image could not be written");
    public static readonly EdiCode ContentTooLarge = new("EDI5002", "A partition is too small for its content");

    public static readonly EdiCode NothingToBoot = new("EDI6001", "There is no disk image to boot");
    public static readonly EdiCode MachineNotStarted = new("EDI6002", "The machine could not be started");
    public static readonly EdiCode BootFailed = new("EDI6003", "The image did not boot");
    public static readonly EdiCode ChecksNotPlaced = new("EDI6004", "The checks could not be put into the copy of the image");
    public static readonly EdiCode CheckFailed = new("EDI6005", "A check of the running image failed");

    public static readonly EdiCode Internal = new("EDI9001", "A fault in Edi.Sdk itself");

    public static ImmutableArray<EdiCode> All { get; } =
    [
        .. typeof(EdiCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<EdiCode>(),
    ];
}
