using System.Collections.Immutable;

namespace Edi.Sdk.Tests.Changes;

/// <summary>Changes in the order in which they are made; each begins with what those before it in its list have left.</summary>
internal static class ChangeTable
{
    private const string Prepare = "EdiPreprocess.100_prepare";
    private const string Bootstrap = "EdiBootstrap";
    private const string Container = "EdiContainer";
    private const string First = "EdiConfigure.100_first";
    private const string Second = "EdiConfigure.200_second";
    private const string Third = "EdiConfigure.300_third";
    private const string Image = "EdiImage";
    private const string Report = "EdiPostprocess.100_report";

    private static readonly ImmutableArray<string> s_chain = [Bootstrap, Container, First, Second, Third, Image, Report];

    /// <summary>The first build of all.</summary>
    public static Change Begin { get; } = new("nothing is built", "", Everything("it has not been built"));

    /// <summary>What a playbook reads.</summary>
    public static ImmutableArray<Change> OfPlaybooks { get; } =
    [
        new("a playbook", "echo '# more' >>plugins/playbooks/third/main.yml", From(Third, "main.yml changed")),
        new("tasks of a role", "echo '# more' >>$ROLE/tasks/main.yml", From(Third, "greeter/tasks/main.yml changed")) { IsQuick = true },
        new("a template of a role", "echo more >>$ROLE/templates/greeting.j2", From(Third, "greeter/templates/greeting.j2 changed")),
        new("a file of a role", "echo more >>$ROLE/files/note.txt", From(Third, "greeter/files/note.txt changed")),
        new("a file's mode", "chmod 755 $ROLE/files/note.txt", From(Third, "greeter/files/note.txt changed")),
        new("a link's target", "ln -sfn other.txt $ROLE/files/link.txt", From(Third, "greeter/files/link.txt changed")),
        new("an equal file for a link", "cd $ROLE/files && rm link.txt && cp other.txt link.txt", From(Third, "greeter/files/link.txt changed")),
        new("a new file with an old time", "echo old >$ROLE/files/old.txt && touch -d 2001-01-01 $ROLE/files/old.txt", From(Third, "greeter/files/old.txt was added")),
        new("a file is renamed", "cd $ROLE/files && mv old.txt renamed.txt", From(Third, "greeter/files/old.txt was removed, roles.1/greeter/files/renamed.txt was added")),
        new("a file is removed", "rm $ROLE/files/renamed.txt", From(Third, "greeter/files/renamed.txt was removed")),
        new("an empty folder", "mkdir $ROLE/files/empty", From(Third, "greeter/files/empty/ was added")),
        new("a folder's mode", "chmod 700 $ROLE/files/empty", From(Third, "greeter/files/empty/ changed")),
        new("a pipe", "mkfifo $ROLE/files/pipe", From(Third, "greeter/files/pipe was added")),
        new("one role more", "mkdir -p plugins/roles/extra/tasks && echo '[]' >plugins/roles/extra/tasks/main.yml && echo '    - role: extra' >>plugins/playbooks/third/main.yml", From(Third, "extra/tasks/main.yml was added")),
        new("a role is gone", "rm -r plugins/roles/extra && sed -i '/role: extra/d' plugins/playbooks/third/main.yml", From(Third, "extra/tasks/main.yml was removed")),
        new("the playbook's own role comes before another of its name", "mkdir plugins/playbooks/third/roles && cp -R $ROLE plugins/playbooks/third/roles", From(Third, "roles/ was added")),
        new("a file of the first playbook", "echo '# more' >>plugins/playbooks/first/main.yml", From(First, "main.yml changed")),
        new("a role that nobody names", "echo '# more' >>plugins/roles/unused/tasks/main.yml") { IsQuick = true },
        new("a role that nobody names is gone", "rm -r plugins/roles/unused"),
        new("a plugin of a collection that nobody names", "mkdir -p plugins/ansible_collections/ours/kit/plugins/modules && touch plugins/ansible_collections/ours/kit/plugins/modules/one.py"),
        new("a playbook that nobody names", "mkdir plugins/playbooks/fourth && cp plugins/playbooks/third/main.yml plugins/playbooks/fourth"),
        new("all is touched", "find plugins changes.yml changes.ediproj -exec touch {} +") { IsQuick = true },
    ];

    /// <summary>What the definition says.</summary>
    public static ImmutableArray<Change> OfTheDefinition { get; } =
    [
        new("a comment in the definition", "echo '# more' >>changes.yml"),
        new("the order of keys", @"sed -i '/label: BOOT/d; s/^\( *\)file_system: vfat/&\n\1label: BOOT/' changes.yml && grep -q 'label: BOOT' changes.yml"),
        new("quotes", "replace changes.yml 'suite: trixie' \"suite: 'trixie'\""),
        new("a parameter of the last playbook", "replace changes.yml 'greeting: hello' 'greeting: welcome'", From(Third, "parameter.greeting changed")),
        new("one parameter more for the second playbook", @"replace changes.yml 'playbooks/second/main.yml' 'playbooks/second/main.yml\n    parameters: {mood: good}'", From(Second, "parameter.mood was added")),
        new("a parameter that a command does not use", "replace changes.yml 'unused: nowhere' 'unused: somewhere'"),
        new("a parameter that a command uses", "replace changes.yml 'title: prepared' 'title: ready'", Then(Prepare, "script changed", Report)) { IsQuick = true },
        new("a general parameter", @"replace changes.yml 'bootstrap:' 'general: {parameters: {channel: beta}}\nbootstrap:'", From(First, "parameter.channel was added")),
        new("a parameter on the command line", "replace ../build -tl:off '-tl:off -p:EdiParameters=channel=alpha'", From(First, "parameter.channel changed")),
        new("a parameter of the project", "replace changes.ediproj '</Project>' '<ItemGroup><EdiParameter Include=\"mood\" Value=\"fair\" Node=\"300_third\" /></ItemGroup></Project>'", From(Third, "parameter.mood was added")),
        new("an overlay for everybody", "mkdir -p configuration/overlay && echo 'playbooks: {300_third: {parameters: {greeting: everybody}}}' >configuration/overlay/changes.global.yml", From(Third, "parameter.greeting changed")),
        new("an overlay for this host", "echo 'playbooks: {300_third: {parameters: {greeting: host}}}' >configuration/overlay/changes.$(hostname).yml", From(Third, "parameter.greeting changed")),
        new("an overlay for this user", "echo 'playbooks: {300_third: {parameters: {greeting: user}}}' >configuration/overlay/changes.$(id -un).yml", From(Third, "parameter.greeting changed")),
        new("an overlay for another user", "echo 'playbooks: {300_third: {parameters: {greeting: other}}}' >configuration/overlay/changes.nobody-else.yml"),
        new("a playbook is skipped", "mkdir -p configuration/overlay && echo 'playbooks: {200_second: {skip: true}}' >configuration/overlay/changes.global.yml", From(Third, "preceding steps changed")) { IsQuick = true },
        new("it is not skipped any more", "rm configuration/overlay/changes.global.yml", From(Third, "preceding steps changed")),
        new("one playbook more", @"replace changes.yml '  300_third:' '  250_extra: {path: playbooks/second/main.yml}\n  300_third:'", [new("EdiConfigure.250_extra", "it has not been built"), .. From(Third, "the result of EdiConfigure.250_extra changed")]),
        new("one playbook less", "sed -i /250_extra/d changes.yml", From(Third, "preceding steps changed")),
        new("the last playbook is gone", "echo 'playbooks: {300_third: {skip: true}}' >configuration/overlay/changes.global.yml", From(Image, "preceding steps changed")),
        new("and back", "rm configuration/overlay/changes.global.yml", From(Image, "preceding steps changed")),
        new("the order of playbooks", "replace changes.yml 100_first 260_first", [new(Second, "preceding steps changed"), new("EdiConfigure.260_first", "it has not been built"), .. From(Third, "the result of EdiConfigure.260_first changed")]),
        new("the order as it was", "replace changes.yml 260_first 100_first", From(Second, "preceding steps changed")),
        new("a change that is taken back", "replace changes.yml minbase apt && sh ../build -t:EdiReadDefinition && replace changes.yml apt minbase"),
    ];

    /// <summary>The disk, commands, what builds have left and remember.</summary>
    public static ImmutableArray<Change> OfResults { get; } =
    [
        // The disk.
        new("a partition's size", "replace changes.yml 48MiB 49MiB", From(Image, "partition.10_boot changed")),
        new("a partition's label", "replace changes.yml 'label: BOOT' 'label: START'", From(Image, "partition.10_boot changed")),
        new("a partition's type", "replace changes.yml fat32-lba esp", From(Image, "partition.10_boot changed")),
        new("the free space", "replace changes.yml 16MiB 17MiB", From(Image, "partition.20_root changed")),
        new("a partition's name", "replace changes.yml 20_root 30_root", From(Image, "partition.20_root was removed, partition.20_root.attributes was removed, partition.30_root was added, and 1 more")) { IsQuick = true },
        new("the partition table", "replace changes.yml 'table: mbr' 'table: gpt'", From(Image, "partition_table changed")),

        // Commands.
        new("a comment in a command", "echo '# more' >>plugins/commands/prepare/prepare.sh", Only(Prepare, "prepare.sh changed, script changed")) { IsQuick = true },
        new("a command's mode", "chmod 755 plugins/commands/prepare/prepare.sh", Only(Prepare, "prepare.sh changed")),
        new("a file beside a command that it does not use", "echo more >plugins/commands/prepare/more.txt", Only(Prepare, "more.txt was added")),
        new("a file beside a command", "echo more >>plugins/commands/prepare/note.txt", Then(Prepare, "note.txt changed", Report)),
        new("a file beside the last command", "echo more >>plugins/commands/report/note.txt", Only(Report, "note.txt changed")) { IsQuick = true },
        new("what the last command does", "echo 'echo more >>\"{{ report }}\"' >>plugins/commands/report/report.sh", Only(Report, "report.sh changed, script changed")),
        new("a file of the project that a command names from now on", "echo word >words.txt && echo 'cat words.txt >>\"{{ report }}\"' >>plugins/commands/report/report.sh", Only(Report, "script changed, words.txt was added")),
        new("that file", "echo more >>words.txt", Only(Report, "words.txt changed")),
        new("an output's file", "replace changes.yml report.txt summary.txt", Only(Report, "output.report changed")),
        new("a file of an earlier command", "replace changes.yml prepared.txt ready.txt", [new(Prepare, "output.prepared changed"), new(Report, "script changed")]),
        new("what a command needs of root", "replace changes.yml 'path: commands/report/report.sh' 'path: commands/report/report.sh\\n    require_root: unshare'", Only(Report, "require_root changed")),
        new("a command is skipped", "mkdir -p configuration/overlay && echo 'postprocessing_commands: {100_report: {skip: true}}' >configuration/overlay/changes.global.yml"),
        new("a command is not skipped any more", "rm configuration/overlay/changes.global.yml", Only(Report, "summary.txt is missing")),

        // What steps have left.
        new("the root file system is gone", "rm $STATE/bootstrap.tar", Only(Bootstrap, "bootstrap.tar is missing")) { IsQuick = true },
        new("half of the root file system", "truncate --size=1M $STATE/bootstrap.tar", Only(Bootstrap, "bootstrap.tar is not what the step has left")),
        new("what a command has left is gone", "rm $STATE/artifacts/ready.txt", Only(Prepare, "ready.txt is missing")),
        new("what a command has left is another", "echo more >>bin/Debug/summary.txt", Only(Report, "summary.txt is not what the step has left")),
        new("the image is gone", "rm bin/Debug/changes.img", Only(Image, "changes.img is missing")),
        new("half of the image", "truncate --size=1M bin/Debug/changes.img", Only(Image, "changes.img is not what the step has left")),
        new("one byte of the image", "printf x | dd of=bin/Debug/changes.img bs=1 seek=5000000 conv=notrunc status=none", Only(Image, "changes.img is not what the step has left")),
        new("the block map is gone", "rm bin/Debug/changes.bmap", Only(Image, "changes.bmap is missing")),
        new("the checksums are others", "echo >>bin/Debug/changes.SHA256SUMS", Only(Image, "changes.SHA256SUMS is not what the step has left")),
        new("what steps have left is touched", "touch bin/Debug/changes.img bin/Debug/summary.txt $STATE/bootstrap.tar"),
        new("the last layer is gone", $"remove_layer {Third}", From(Third, " is missing")) { NeedsRoot = true },
        new("all layers are gone", $"remove_layer {Container} {First} {Second} {Third}", From(Container, " is missing")) { NeedsRoot = true },

        // What the builds remember.
        new("a stamp of a command", $"rm $STATE/stamp/{Prepare}.stamp", Only(Prepare, "it has not been built")),
        new("the stamp of the bootstrap", $"rm $STATE/stamp/{Bootstrap}.stamp", Only(Bootstrap, "it has not been built")),
        new("the stamp of the container", $"rm $STATE/stamp/{Container}.stamp", From(Container, "it has not been built")),
        new("the stamp of a playbook", $"rm $STATE/stamp/{Third}.stamp", From(Third, "it has not been built")),
        new("the stamp of the image", $"rm $STATE/stamp/{Image}.stamp", Only(Image, "it has not been built")),
        new("the digest of a layer", $"rm $STATE/digest/{Third}.txt", From(Third, $"digest/{Third}.txt is missing")),
        new("the digest of the image", $"rm $STATE/digest/{Image}.txt", From(Image, $"digest/{Image}.txt is missing")),
        new("all fingerprints", "rm $STATE/fingerprint/*"),
        new("all records of results", "rm $STATE/stamp/*.results", Everything(".results is not what the step has left")),
        new("the definition as it was read", "rm -r $STATE/definition.json $STATE/merged.json $STATE/variables.json $STATE/rendered"),
        new("all logs", "rm -r obj/changes/log"),
    ];

    /// <summary>Time and place, packages, tools.</summary>
    public static ImmutableArray<Change> OfSurroundings { get; } =
    [
        new("the clock is set back by years", "find obj/changes bin -exec touch --no-dereference --date='10 years' {} +") { IsQuick = true },
        new("a playbook after that", "echo '# more' >>plugins/playbooks/third/main.yml", From(Third, "main.yml changed")) { IsQuick = true },
        new("a layout after that", "replace changes.yml 48MiB 50MiB", From(Image, "partition.10_boot changed")),
        new("a version of git and back", "git init -q && git add plugins changes.yml && git -c user.name=one -c user.email=one commit -qm one && echo '# more' >>plugins/playbooks/first/main.yml && git -c user.name=one -c user.email=one commit -qam two && git checkout -q HEAD~1") { IsQuick = true },
        new("the folder's name", "mv ../project ../moved") { Folder = "moved" },
        new("a copy", "cp -a ../moved ../copy") { Folder = "copy" },
        new("a change of the copy", "replace changes.yml 50MiB 51MiB", From(Image, "partition.10_boot changed")),
        new("the original", "mv ../moved ../project") { Folder = "project" },
        new("another configuration", "replace ../build -tl:off '-tl:off -c Release'", Everything("it has not been built")),
        new("the configuration as it was", "sh ../build -t:Clean && replace ../build ' -c Release' ''"),

        // All that every step depends on, and what the first ones do.
        new("one package more", @"replace changes.yml 'variant: minbase' 'variant: minbase\n  additional_packages: [netbase]'", From(Bootstrap, "additional_packages changed")),
        new("one package that is there anyway", "replace changes.yml 'netbase]' 'netbase, dpkg]'", Only(Bootstrap, "additional_packages changed")),
        new("the order of packages", "replace changes.yml 'netbase, dpkg]' 'dpkg, netbase]'"),
        new("the components", @"replace changes.yml 'variant: minbase' 'variant: minbase\n  components: [main, contrib]'", From(Bootstrap, "components changed")),
        new("SOURCE_DATE_EPOCH", "replace ../build 1700000000 1710000000", Everything("SOURCE_DATE_EPOCH changed")),
        new("the SDK's version", "replace ../build -tl:off '-tl:off -p:EdiSdkVersion=99.9.9'", Everything("sdk changed")),
        new("the version of a tool", "change_version bmap-tools", Only(Image, "tool.bmap-tools changed")) { NeedsRoot = true },
        new("the version of another tool", "change_version ansible-core", From(First, "tool.ansible-core changed")) { NeedsRoot = true },
    ];

    /// <summary>All steps, each for the same reason.</summary>
    private static ImmutableArray<StepRun> Everything(string reason) => [.. s_chain.Prepend(Prepare).Select(step => new StepRun(step, reason))];

    /// <summary>One step, whose result is what it was.</summary>
    private static ImmutableArray<StepRun> Only(string step, string reason) => [new(step, reason)];

    /// <summary>One step, and the one that uses its result.</summary>
    private static ImmutableArray<StepRun> Then(string step, string reason, string user) => [new(step, reason), new(user, $"the result of {step} changed")];

    /// <summary>A step and all after it, each because the one before it has another result.</summary>
    private static ImmutableArray<StepRun> From(string step, string reason) =>
        [new(step, reason), .. s_chain.SkipWhile(other => other != step).Zip(s_chain.SkipWhile(other => other != step).Skip(1), (before, after) => new StepRun(after, $"the result of {before} changed"))];
}
