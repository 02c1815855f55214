using System.Collections.Immutable;
using System.Reflection;

namespace Edi.Tasks.Diagnostics;

/// <summary>
/// Every diagnostic that the tasks report. EDI0 is the host and the SDK, EDI1 the definition, EDI2 the bootstrap,
/// EDI3 containers, playbooks and commands, EDI4 mistakes in the image, EDI5 the disk image, EDI6 running and verifying it, EDI7 flashing, EDI8 reports, EDI9 faults of our own. Targets files add
/// EDI0004, EDI0007 to EDI0009, EDI0016 to EDI0018, EDI0020, EDI6006 and EDI6007.
/// </summary>
internal static class EdiCodes
{
    public static readonly EdiCode HostNotReady = new("EDI0001", "The host is not ready");
    public static readonly EdiCode HostToolsNotInstalled = new("EDI0002", "The host tools could not be installed") { Output = ShownOutput.Reason };
    public static readonly EdiCode SandboxNotStarted = new("EDI0003", "The sandbox could not be started") { Output = ShownOutput.Reason };
    public static readonly EdiCode Cancelled = new("EDI0005", "The step was cancelled");
    public static readonly EdiCode CleanRefused = new("EDI0006", "Clean refuses to descend into a mount");
    public static readonly EdiCode EngineUnknown = new("EDI0010", "The container engine is unknown");
    public static readonly EdiCode FileAccess = new("EDI0011", "A file could not be read or written");
    public static readonly EdiCode UnknownStep = new("EDI0012", "There is no such step");
    public static readonly EdiCode NoShell = new("EDI0013", "No shell could be opened");
    public static readonly EdiCode ComponentForOtherSdk = new("EDI0014", "A component is for other versions of the SDK");
    public static readonly EdiCode ComponentUnusable = new("EDI0015", "A component cannot be used");
    public static readonly EdiCode BuildInItself = new("EDI0019", "A build makes one image twice at once");
    public static readonly EdiCode InputChanged = new("EDI0021", "An input changed while the build ran");
    public static readonly EdiCode UnknownName = new("EDI0022", "A name is most likely misspelt");
    public static readonly EdiCode ComponentsClash = new("EDI0023", "Two components lay out one disk");
    public static readonly EdiCode OutputNotReached = new("EDI0025", "The build's standard output cannot be reached");
    public static readonly EdiCode CacheInUse = new("EDI0027", "The cache is in use");

    public static readonly EdiCode InvalidYaml = new("EDI1001", "A definition or a playbook is not valid YAML");
    public static readonly EdiCode UnknownKey = new("EDI1002", "A key is unknown");
    public static readonly EdiCode WrongKind = new("EDI1003", "A value is of the wrong kind");
    public static readonly EdiCode MissingKey = new("EDI1004", "A mandatory key is missing");
    public static readonly EdiCode InvalidValue = new("EDI1005", "A value is not allowed");
    public static readonly EdiCode FileNotFound = new("EDI1006", "A file that the definition or a playbook names does not exist");
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
    public static readonly EdiCode ComponentFileInvalid = new("EDI1017", "A component's schema cannot be read");
    public static readonly EdiCode UnitNotEnabled = new("EDI1018", "A unit does not start with the machine");
    public static readonly EdiCode AnsibleConfigurationInvalid = new("EDI1020", "An ansible.cfg cannot be read");
    public static readonly EdiCode AnsibleSettingOwn = new("EDI1021", "A setting of Ansible does not count");

    public static readonly EdiCode BootstrapFailed = new("EDI2001", "The bootstrap failed") { Output = ShownOutput.Reason };
    public static readonly EdiCode TwinNotMade = new("EDI2002", "The native twin could not be made") { Output = ShownOutput.Reason };
    public static readonly EdiCode KeyNotFetched = new("EDI2003", "A repository's key could not be fetched");
    public static readonly EdiCode KeyUnusable = new("EDI2004", "A keyring holds no keys that apt can use");
    public static readonly EdiCode KeyUnprotected = new("EDI2005", "A key could be exchanged on its way");
    public static readonly EdiCode PackageUnavailable = new("EDI2006", "No mirror has a package");
    public static readonly EdiCode MirrorUnusable = new("EDI2007", "A mirror cannot be used") { Output = ShownOutput.Log };
    public static readonly EdiCode PackagesConflict = new("EDI2008", "Packages cannot be installed together") { Output = ShownOutput.Log };

    public static readonly EdiCode EngineFailed = new("EDI3001", "The container engine failed") { Output = ShownOutput.Reason };
    public static readonly EdiCode PlaybookFailed = new("EDI3002", "A playbook failed") { Output = ShownOutput.LastLines };
    public static readonly EdiCode LayerMissing = new("EDI3003", "A layer is missing from the container engine's store");
    public static readonly EdiCode CommandFailed = new("EDI3004", "A command failed") { Output = ShownOutput.LastLines };
    public static readonly EdiCode OutputMissing = new("EDI3005", "A command did not make what it declares") { Output = ShownOutput.LastLines };
    public static readonly EdiCode RootRequired = new("EDI3006", "A command needs the real root");
    public static readonly EdiCode TargetNotReached = new("EDI3007", "A device could not be reached") { Output = ShownOutput.LastLines };
    public static readonly EdiCode ContainerNotOurs = new("EDI3008", "There is no such container of this project");
    public static readonly EdiCode ApplicationUnfit = new("EDI3009", "An application does not fit the image");
    public static readonly EdiCode EngineNotCleaned = new("EDI3010", "An engine keeps what it has of this project");
    public static readonly EdiCode IdOutOfRange = new("EDI3011", "A file's owner has a number that a container cannot hold") { Output = ShownOutput.Reason };
    public static readonly EdiCode PlayNotForImage = new("EDI3012", "A play is not for the image") { Output = ShownOutput.LastLines };
    public static readonly EdiCode DocumentationFailed = new("EDI3013", "The documentation could not be rendered");
    public static readonly EdiCode NothingToDocument = new("EDI3014", "There is nothing to render documentation of");
    public static readonly EdiCode ImageNotDocumented = new("EDI3015", "The image does not tell what it consists of");
    public static readonly EdiCode OutputUnlikeItsName = new("EDI3016", "An output is not what its name says");
    public static readonly EdiCode DocumentationToolFailed = new("EDI3017", "A tool for documentation failed") { Output = ShownOutput.LastLines };
    public static readonly EdiCode PlaybookShaped = new("EDI3020", "A playbook did not run as the definition says");
    public static readonly EdiCode VaultPasswordMissing = new("EDI3021", "There is no vault password") { Output = ShownOutput.Nothing };
    public static readonly EdiCode CollectionsNotRestored = new("EDI3022", "Collections could not be restored") { Output = ShownOutput.LastLines };
    public static readonly EdiCode CollectionsDiffer = new("EDI3023", "The collections are not those of requirements.yml");
    public static readonly EdiCode NothingToStartFrom = new("EDI3024", "There is nothing from which a playbook could start at a task");

    public static readonly EdiCode LintFailed = new("EDI4000", "The image could not be checked") { Output = ShownOutput.LastLines };
    public static readonly EdiCode SharedSshHostKey = new("EDI4001", "Every machine has the same ssh host key");
    public static readonly EdiCode SharedMachineId = new("EDI4002", "Every machine has the same machine ID");
    public static readonly EdiCode PolicyRcDLeft = new("EDI4003", "Services are kept from starting");
    public static readonly EdiCode KnownPassword = new("EDI4004", "A password is known");
    public static readonly EdiCode EmptyPassword = new("EDI4005", "An account needs no password");
    public static readonly EdiCode WorldWritable = new("EDI4006", "Any user can change a file or folder");
    public static readonly EdiCode PrivilegedProgram = new("EDI4007", "A program has rights that no package gave it");
    public static readonly EdiCode AptLeftovers = new("EDI4008", "What apt has fetched is still there");
    public static readonly EdiCode ProxyLeft = new("EDI4009", "A proxy of the build's network is set");
    public static readonly EdiCode CredentialLeft = new("EDI4010", "A credential is in the image");
    public static readonly EdiCode LostCapability = new("EDI4011", "A program has lost its capabilities");
    public static readonly EdiCode ForeignKeyring = new("EDI4012", "Nothing explains a keyring");
    public static readonly EdiCode DeviceByName = new("EDI4013", "A disk is named by its device");
    public static readonly EdiCode BuildHostLeft = new("EDI4014", "The build host's name or name servers are in the image");
    public static readonly EdiCode EmulatorLeft = new("EDI4015", "The host's emulator is in the image");
    public static readonly EdiCode UnknownOwner = new("EDI4016", "A file belongs to nobody");
    public static readonly EdiCode SharedMachineSecret = new("EDI4017", "Every machine has the same secret");
    public static readonly EdiCode CopyrightMissing = new("EDI4018", "Licences of packages are missing");
    public static readonly EdiCode UnverifiedPackages = new("EDI4019", "apt installs packages without verification");
    public static readonly EdiCode ComponentRuleBroken = new("EDI4020", "A component's rule does not hold");
    public static readonly EdiCode BrokenHash = new("EDI4021", "A password's hash is none");
    public static readonly EdiCode NoLogIn = new("EDI4022", "Nobody can log in");
    public static readonly EdiCode SwapFileWithHoles = new("EDI4023", "A swap file has holes");
    public static readonly EdiCode RawDataBehindGrowingRoot = new("EDI4024", "Raw data lies where the root partition grows");

    public static readonly EdiCode ImageFailed = new("EDI5001", "The disk image could not be written") { Output = ShownOutput.LastLines };
    public static readonly EdiCode ContentTooLarge = new("EDI5002", "A partition is too small for its content") { Output = ShownOutput.LastLines };
    public static readonly EdiCode SourceMissing = new("EDI5003", "A file that the layout names is missing");
    public static readonly EdiCode FileNotHeld = new("EDI5004", "A file system cannot hold a file");
    public static readonly EdiCode FormatFailed = new("EDI5005", "A form of the image could not be made") { Output = ShownOutput.LastLines };
    public static readonly EdiCode ReleaseFailed = new("EDI5006", "The release could not be made") { Output = ShownOutput.LastLines };
    public static readonly EdiCode FileSystemUnsound = new("EDI5007", "A file system is not sound after it was written") { Output = ShownOutput.LastLines };
    public static readonly EdiCode FileSystemTableConflict = new("EDI5009", "/etc/fstab contradicts the layout");

    public static readonly EdiCode NothingToBoot = new("EDI6001", "There is no disk image to boot");
    public static readonly EdiCode MachineNotStarted = new("EDI6002", "The machine could not be started");
    public static readonly EdiCode BootFailed = new("EDI6003", "The image did not boot");
    public static readonly EdiCode ChecksNotPlaced = new("EDI6004", "The checks could not be put into the copy of the image");
    public static readonly EdiCode CheckFailed = new("EDI6005", "A check of the running image failed");
    public static readonly EdiCode PortNotFree = new("EDI6008", "A port for the machine is not free");

    public static readonly EdiCode DeviceUnfit = new("EDI7001", "The device is none to write an image to");
    public static readonly EdiCode DeviceInUse = new("EDI7002", "The device is in use");
    public static readonly EdiCode DeviceFixed = new("EDI7003", "The device cannot be taken out");
    public static readonly EdiCode DeviceTooSmall = new("EDI7004", "The device is too small");
    public static readonly EdiCode NoWriteAccess = new("EDI7005", "The device may not be written");
    public static readonly EdiCode FlashFailed = new("EDI7006", "The image was not written to its end") { Output = ShownOutput.LastLines };
    public static readonly EdiCode FlashDiffers = new("EDI7007", "The device does not hold what was written") { Output = ShownOutput.LastLines };
    public static readonly EdiCode NothingToFlash = new("EDI7008", "There is no image to flash");

    public static readonly EdiCode ReportNotMade = new("EDI8001", "The size report could not be made") { Output = ShownOutput.LastLines };

    public static readonly EdiCode Internal = new("EDI9001", "A fault in Edi.Sdk itself");

    public static ImmutableArray<EdiCode> All { get; } =
    [
        .. typeof(EdiCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<EdiCode>(),
    ];
}
