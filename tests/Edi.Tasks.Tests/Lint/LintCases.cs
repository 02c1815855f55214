using System.Collections.Immutable;
using Edi.Tasks.Definition.Components;

namespace Edi.Tasks.Tests;

/// <summary>For each rule what trips it and what does not.</summary>
internal static class LintCases
{
    // Of "raspberry", of "ada" in Debian's own kind, and of a password that nobody would try.
    private const string Raspberry = "$6$edi.pi3.example$6OZNHFmSEjqkN.OEHoB43w9kmlh7vcVbw7JGxpriholX5n8gHqDNEvRhsdsTF450kKEl8bKczzrkcKY633mT40";
    private const string Ada = "$y$j9T$F5Jx5fExrKuPp53xLKQ..1$q2U8pAw617vGMHWeXkCYOCvaYU0k/IyJXh.1JSdkMV7";
    private const string Good = "$6$edi$7tGbRPClO2JaN1LuqA..GPo0mzCFoDos3f5nxqeWU4JtLqn7iJFnho4MC4SRbdeibsXIlfnsCLZyOkkFiuUWj/";
    private const string MachineId = "0123456789abcdef0123456789abcdef\n";
    private const string PrivateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\n";

    /// <summary>The rules of a component that each image of the cases uses.</summary>
    public static ImmutableArray<ComponentLintRule> ComponentRules { get; } =
    [
        new("Board", "seed", "/boot/seed*", Exists: false, "", "", "", "Remove it."),
        new("Board", "tmp", "/tmp", Exists: true, "1777", "", "", "Mend it."),
        new("Board", "users", "/etc/passwd", Exists: true, "644", "^root:", "^toor:", "Mend it."),
        new("Board", "groups", "/etc/grou?", Exists: true, "", "", "", "Bring it back."),
    ];

    public static ImmutableArray<LintCase> All { get; } =
    [
        new("EDI4001", "keys of OpenSSH and Dropbear", tree => tree.File("/etc/ssh/ssh_host_rsa_key", PrivateKey, "0600").File("/etc/ssh/ssh_host_rsa_key.pub", "ssh-rsa").File("/etc/dropbear/dropbear_rsa_host_key", "key", "0600"), "/etc/ssh/ssh_host_rsa_key", "/etc/dropbear/dropbear_rsa_host_key"),
        new("EDI4001", "an ssh server without keys", tree => tree.File("/etc/ssh/sshd_config", "UsePAM yes\n").File("/etc/ssh/moduli", "1\n").File("/etc/ssh/ssh_host_rsa_key", "")),

        new("EDI4002", "both IDs", tree => tree.File("/etc/machine-id", MachineId).File("/var/lib/dbus/machine-id", MachineId), "/etc/machine-id", "/var/lib/dbus/machine-id"),
        new("EDI4002", "an ID that the first boot makes, and a link to it", tree => tree.File("/etc/machine-id", "uninitialized\n").Link("/var/lib/dbus/machine-id", "/etc/machine-id")),
        new("EDI4002", "an empty ID", tree => tree.File("/etc/machine-id")),

        new("EDI4003", "a script that forbids everything", tree => tree.File("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", "0755"), "/usr/sbin/policy-rc.d"),
        new("EDI4003", "a package's script", tree => tree.File("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 0\n", "0755").Package("policyrcd", "/usr/sbin/policy-rc.d")),

        new("EDI4004", "a default, and the user's own name", tree => tree.File("/etc/shadow", $"root:*:1\npi:{Raspberry}:1\nada:{Ada}:1\n", "0640"), "/etc/shadow", "/etc/shadow"),
        new("EDI4004", "a hash in the wrong file", tree => tree.File("/etc/passwd", $"root:x:0:0:root:/root:/bin/bash\npi:{Raspberry}:0:0::/home/pi:/bin/sh\n"), "/etc/passwd"),
        new("EDI4004", "a good password, a locked one, none", tree => tree.File("/etc/shadow", $"root:*:1\npi:!{Raspberry}:1\nada:{Good}:1\n", "0640")),

        new("EDI4005", "root without a password", tree => tree.File("/etc/shadow", "root::20000:0:99999:7:::\n", "0640"), "/etc/shadow"),
        new("EDI4005", "locked accounts", tree => tree.File("/etc/shadow", "root:*:1\nada:!:1\neve:!*:1\n", "0640")),

        new("EDI4006", "a file and a folder for all", tree => tree.File("/etc/motd", "", "0666").Folder("/srv/drop", "0777"), "/etc/motd", "/srv/drop"),
        new("EDI4006", "a sticky folder, a link, and what is covered", tree => tree.Folder("/srv/drop", "1777").Link("/srv/link", "/tmp").File("/dev/null", "", "0666").Folder("/run/lock", "0777")),

        new("EDI4007", "programs of nobody", tree => tree.File("/opt/helper", "", "4755").File("/opt/group", "", "2755").File("/opt/capable", "", "0755", capabilities: true), "/opt/capable", "/opt/group", "/opt/helper"),
        new("EDI4007", "a package's shell", tree => tree.File("/usr/bin/dash", "", "4755").Package("dash", "/bin/dash"), "/usr/bin/dash"),
        new("EDI4007", "a package's programs, one that was diverted, and one that is meant", tree => tree
            .File("/usr/bin/su", "", "4755").Package("util-linux", "/bin/su").File("/usr/bin/ping", "", "0755", capabilities: true).Package("iputils-ping:arm64", "/usr/bin/ping")
            .File("/usr/bin/sudo.real", "", "4755").File("/var/lib/dpkg/diversions", "/usr/bin/sudo\n/usr/bin/sudo.real\nours\n")
            .File("/opt/helper", "", "4755").File("/var/lib/dpkg/statoverride", "root root 4755 /opt/helper\n").Folder("/var/mail", "2775")),

        new("EDI4008", "packages and lists", tree => tree.File("/var/cache/apt/archives/a_1_all.deb", "deb").File("/var/lib/apt/lists/deb.debian.org_Packages", "list").File("/var/lib/apt/lists/lock"), "/var/cache/apt/archives", "/var/lib/apt/lists"),
        new("EDI4008", "empty folders and locks", tree => tree.Folder("/var/cache/apt/archives/partial").File("/var/cache/apt/archives/lock").File("/var/lib/apt/lists/lock").Folder("/var/lib/apt/lists/partial")),

        new("EDI4009", "settings of apt, of the environment and of systemd", tree => tree
            .File("/etc/apt/apt.conf.d/90proxy", "Acquire::http::Proxy \"http://proxy:3128\";\nAcquire::https::Proxy::deb.example \"DIRECT\";\n")
            .File("/etc/environment", "PATH=/usr/bin\nHTTPS_PROXY=\"http://proxy:3128\"\n")
            .File("/etc/systemd/system.conf.d/proxy.conf", "[Manager]\nDefaultEnvironment=\"http_proxy=http://proxy:3128\"\n"),
            "/etc/apt/apt.conf.d/90proxy", "/etc/systemd/system.conf.d/proxy.conf", "/etc/environment"),
        new("EDI4009", "comments, a parameter's proxy, and one that is computed", tree => tree
            .File("/etc/apt/apt.conf.d/90proxy", "// Acquire::http::Proxy \"http://proxy:3128\";\nAcquire::http::Proxy \"http://meant:3128\";\n")
            .File("/etc/environment", "# http_proxy=http://proxy:3128\nno_proxy=localhost\n").File("/etc/profile.d/proxy.sh", "export http_proxy=$PROXY\n")),

        new("EDI4010", "what homes and apt hide", tree => tree
            .File("/root/.netrc", "machine example login ada password x\n", "0600").File("/root/.bash_history", "ls\n", "0600")
            .File("/home/ada/.ssh/id_ed25519", PrivateKey, "0600").File("/home/ada/.docker/config.json", "{\"auths\": {}}", "0600")
            .File("/etc/apt/auth.conf.d/ours.conf", "machine example login ada password x\n", "0600")
            .File("/etc/apt/sources.list", "deb https://ada:x@example/debian trixie main\n"),
            "/etc/apt/auth.conf.d/ours.conf", "/etc/apt/sources.list", "/root/.netrc", "/root/.bash_history", "/home/ada/.docker/config.json", "/home/ada/.ssh/id_ed25519"),
        new("EDI4010", "public keys and harmless settings", tree => tree
            .File("/home/ada/.ssh/authorized_keys", "ssh-ed25519 AAAA\n", "0600").File("/root/.docker/config.json", "{\"detachKeys\": \"ctrl-e\"}").File("/root/.bash_history")
            .File("/etc/apt/auth.conf.d/README", "How to\n").File("/etc/apt/sources.list", "deb http://deb.debian.org/debian trixie main\n")),

        new("EDI4011", "ping without what its package gives it", tree => tree.File("/usr/bin/ping", "", "0755").Package("iputils-ping", "/bin/ping").File("/var/lib/dpkg/info/iputils-ping.postinst", "setcap cap_net_raw+ep /bin/ping", "0755"), "/usr/bin/ping"),
        new("EDI4011", "ping with it, set-uid in its place, and one that needs none", tree => tree
            .File("/usr/bin/ping", "", "0755", capabilities: true).Package("iputils-ping", "/usr/bin/ping", "/usr/bin/fping", "/usr/bin/mtr-packet").File("/var/lib/dpkg/info/iputils-ping:arm64.postinst", "setcap cap_net_raw+ep /bin/ping", "0755")
            .File("/usr/bin/fping", "", "4755").File("/var/lib/dpkg/info/fping.postinst", "setcap cap_net_raw+ep /usr/bin/fping", "0755")
            .File("/usr/bin/mtr-packet", "", "0755").File("/var/lib/dpkg/info/mtr-tiny.postinst", "exit 0", "0755")),

        new("EDI4012", "keys for everything, and keys for nothing", tree => tree.File("/etc/apt/trusted.gpg", "key").File("/etc/apt/trusted.gpg.d/vendor.asc", "key").File("/etc/apt/keyrings/other.gpg", "key"), "/etc/apt/trusted.gpg", "/etc/apt/trusted.gpg.d/vendor.asc", "/etc/apt/keyrings/other.gpg"),
        new("EDI4012", "a package's keys, and keys that repositories name", tree => tree
            .File("/usr/share/keyrings/debian.gpg", "key").Package("debian-archive-keyring", "/usr/share/keyrings/debian.gpg").File("/etc/apt/trusted.gpg")
            .File("/etc/apt/keyrings/one.asc", "key").File("/etc/apt/sources.list.d/one.list", "deb [arch=arm64 signed-by=/etc/apt/keyrings/one.asc] http://one trixie main\n")
            .File("/usr/share/keyrings/two.gpg", "key").File("/etc/apt/sources.list.d/two.sources", "Types: deb\nURIs: http://two\nSigned-By: /usr/share/keyrings/two.gpg\n")),

        new("EDI4013", "in fstab and for the kernel", tree => tree.File("/etc/fstab", "/dev/sda1 / ext4 defaults 0 1\n").File("/boot/firmware/cmdline.txt", "console=tty0 root=/dev/mmcblk0p2 rootwait\n"), "/etc/fstab", "/boot/firmware/cmdline.txt"),
        new("EDI4013", "labels, comments, and what is no disk", tree => tree.File("/etc/fstab", "# /dev/sda1 / ext4\nLABEL=ROOT / ext4 defaults 0 1\n/dev/mapper/crypt /srv ext4 defaults 0 2\n").File("/boot/firmware/cmdline.txt", "root=LABEL=ROOT console=ttyS0\n")),

        new("EDI4014", "its name and its name servers", tree => tree.File("/etc/hostname", "builder\n").File("/etc/resolv.conf", "# by the host\nnameserver 192.0.2.1\n"), "/etc/resolv.conf", "/etc/hostname"),
        new("EDI4014", "a name and name servers of its own", tree => tree.File("/etc/hostname", "raspberry\n").File("/etc/resolv.conf", "nameserver 192.0.2.2\n")),
        new("EDI4014", "a link, and a name that a parameter gives", tree => tree.File("/etc/hostname", "meant\n").Link("/etc/resolv.conf", "../run/systemd/resolve/stub-resolv.conf")),

        new("EDI4015", "a copied emulator", tree => tree.File("/usr/bin/qemu-aarch64-static", "", "0755"), "/usr/bin/qemu-aarch64-static"),
        new("EDI4015", "a package's emulator", tree => tree.File("/usr/bin/qemu-aarch64-static", "", "0755").Package("qemu-user-static", "/usr/bin/qemu-aarch64-static")),

        new("EDI4016", "a tree and a file of a stranger", tree => tree.Folder("/opt/product", owner: 1000).File("/opt/product/file", owner: 1000).File("/srv/file", owner: 1001), "/opt/product", "/srv/file"),
        new("EDI4016", "files of a user", tree => tree.File("/etc/passwd", "root:x:0:0::/root:/bin/sh\nada:x:1000:0::/home/ada:/bin/sh\n").Folder("/home/ada", owner: 1000)),

        new("EDI4017", "seeds and keys", tree => tree.File("/var/lib/systemd/random-seed", "seed", "0600").File("/etc/ssl/private/ssl-cert-snakeoil.key", PrivateKey, "0640"), "/var/lib/systemd/random-seed", "/etc/ssl/private/ssl-cert-snakeoil.key"),
        new("EDI4017", "a name for iSCSI", tree => tree.File("/etc/iscsi/initiatorname.iscsi", "## DO NOT EDIT\nInitiatorName=iqn.1993-08.org.debian:01:1\n", "0600"), "/etc/iscsi/initiatorname.iscsi"),
        new("EDI4017", "the wish for one", tree => tree.File("/etc/iscsi/initiatorname.iscsi", "GenerateName=yes\n", "0600")),
        new("EDI4017", "folders for them", tree => tree.Folder("/var/lib/systemd").Folder("/etc/ssl/private", "0710")),

        new("EDI4018", "left out documentation", tree => tree.Package("apt", "/usr/share/doc/apt/copyright", "/usr/share/doc/apt/examples/copyright").Package("dpkg", "/usr/share/doc/dpkg/copyright"), "/usr/share/doc/apt/copyright"),
        new("EDI4018", "all but the copyright is left out, and a folder is shared", tree => tree
            .Package("apt", "/usr/share/doc/apt/copyright", "/usr/share/doc/apt/changelog.gz", "/usr/share/doc/libapt", "/usr/share/doc/libapt/copyright").File("/usr/share/doc/apt/copyright", "GPL").Link("/usr/share/doc/libapt", "apt")),

        new("EDI4019", "trusted repositories, and a setting", tree => tree
            .File("/etc/apt/sources.list", "deb [arch=arm64 trusted=yes] http://a trixie main\n").File("/etc/apt/sources.list.d/b.sources", "Types: deb\nTrusted: yes\n")
            .File("/etc/apt/apt.conf.d/99no", "APT::Get::AllowUnauthenticated \"true\";\n"),
            "/etc/apt/sources.list", "/etc/apt/sources.list.d/b.sources", "/etc/apt/apt.conf.d/99no"),
        new("EDI4019", "signed repositories", tree => tree.File("/etc/apt/sources.list", "# deb [trusted=yes] http://a trixie main\ndeb http://trusted trixie main\n").File("/etc/apt/apt.conf.d/99yes", "// AllowUnauthenticated \"true\";\nAPT::Get::AllowUnauthenticated \"false\";\n")),

        new("EDI4020", "what must not be there", tree => tree.File("/boot/seed-1").File("/boot/seed-2"), "/boot/seed-1", "/boot/seed-2"),
        new("EDI4020", "another mode, and a line that must not be there", tree => tree.File("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\ntoor:x:0:0::/:/bin/sh\n", "0600"), "/etc/passwd", "/etc/passwd"),
        new("EDI4020", "all that a component demands", tree => tree.File("/boot/other").File("/boot/deep/seed")),

        new("EDI4023", "files that the table and a unit name", tree => tree
            .File("/etc/fstab", "LABEL=ROOT / ext4 defaults 0 1\n/swapfile none swap sw 0 0\n").File("/swapfile", "SWAPSPACE2", "0600")
            .File("/etc/systemd/system/var-swap.swap", "[Swap]\nWhat=/var/swap\n").File("/var/swap", "SWAPSPACE2", "0600"), "/swapfile", "/var/swap"),
        new("EDI4023", "a partition, a file that is made later, and a comment", tree => tree
            .File("/etc/fstab", "LABEL=SWAP none swap sw 0 0\n/later none swap sw 0 0\n# /swapfile none swap sw 0 0\n").File("/swapfile", "SWAPSPACE2", "0600")),
    ];
}
