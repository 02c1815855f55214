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
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHhX ada@example.org\n";
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
            .File("/usr/share/keyrings/two.gpg", "key").File("/etc/apt/sources.list.d/two.sources", "Types: deb\nURIs: http://two\nSigned-By: /usr/share/keyrings/two.gpg\n")
            .File("/etc/apt/keyrings/three.gpg", "key").File("/etc/apt/keyrings/four.gpg", "key")
            .File("/etc/apt/sources.list.d/mirrors.sources", "Types: deb\nURIs: http://three\nSigned-By:\n /etc/apt/keyrings/three.gpg\n# The other one.\n /etc/apt/keyrings/four.gpg\n")),

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

        new("EDI4021", "a placeholder, a password, a hash that was cut off", tree => tree.File("/etc/shadow", $"root:$6$...:1\npi:hunter2:1\nada:{Good[..^1]}:1\n", "0640"), "/etc/shadow", "/etc/shadow", "/etc/shadow"),
        new("EDI4021", "a password in the wrong file", tree => tree.File("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\npi:hunter2:1000:0::/home/pi:/bin/sh\n"), "/etc/passwd"),
        new("EDI4021", "hashes, and marks that no password fits", tree => tree.File("/etc/shadow", $"root:*:1\na:!:1\nb:!!:1\nc:!*:1\nd:!unprovisioned:1\ne:!$6$...:1\nada:{Good}:1\neve:abgRfh/gqEtmg:1\n", "0640")),

        new("EDI4022", "locked accounts", tree => Bootable(tree), "/etc/shadow"),
        new("EDI4022", "a password that opens no shell", tree => WithPassword(tree, Good, "/usr/sbin/nologin"), "/etc/shadow"),
        new("EDI4022", "a password for a shell that is not there", tree => WithPassword(tree, Good, "/bin/zsh"), "/etc/shadow"),
        new("EDI4022", "a locked password", tree => WithPassword(tree, "!" + Good), "/etc/shadow"),
        new("EDI4022", "a password, but no log-in at a console", tree => WithPassword(tree, Good).Link("/etc/systemd/system/getty@.service", "/dev/null").Link("/etc/systemd/system/serial-getty@.service", "/dev/null").Link("/etc/systemd/system/console-getty.service", "/dev/null"), "/etc/shadow"),
        new("EDI4022", "a password, but no log-in at a console, and an ssh server for keys alone", tree => WithSsh(WithPassword(tree, Good), "PasswordAuthentication no\n").Link("/etc/systemd/system/getty@.service", "/dev/null").Link("/etc/systemd/system/serial-getty@.service", "/dev/null").Link("/etc/systemd/system/console-getty.service", "/dev/null"), "/etc/shadow"),
        new("EDI4022", "a key without a server", tree => Bootable(tree).File("/root/.ssh/authorized_keys", Key), "/etc/shadow"),
        new("EDI4022", "a key where the server does not look", tree => WithSsh(tree, "AuthorizedKeysFile /etc/ssh/keys/%u\n").File("/root/.ssh/authorized_keys", Key), "/etc/shadow"),
        new("EDI4022", "a file of keys without one", tree => WithSsh(tree, "").File("/root/.ssh/authorized_keys", "# none yet\n"), "/etc/shadow"),
        new("EDI4022", "root's key, which the server does not take", tree => WithSsh(tree, "PermitRootLogin no\n").File("/root/.ssh/authorized_keys", Key), "/etc/shadow"),
        new("EDI4022", "an autologin in a comment", tree => Bootable(tree).File("/etc/systemd/system/getty@tty1.service.d/auto.conf", "# ExecStart=-/sbin/agetty --autologin root\n"), "/etc/shadow"),
        new("EDI4022", "no machine: a container, and a tree of files", tree => tree.File("/bin/bash", "", "0755")),
        new("EDI4022", "a password", tree => WithPassword(tree, Good)),
        new("EDI4022", "a password for ssh alone", tree => WithSsh(WithPassword(tree, Good), "").Link("/etc/systemd/system/getty@.service", "/dev/null").Link("/etc/systemd/system/serial-getty@.service", "/dev/null").Link("/etc/systemd/system/console-getty.service", "/dev/null")),
        new("EDI4022", "a key", tree => WithSsh(tree, "PasswordAuthentication no\n").File("/root/.ssh/authorized_keys", Key)),
        new("EDI4022", "a key elsewhere", tree => WithSsh(tree, "AuthorizedKeysFile = /etc/ssh/keys/%u\n").File("/etc/ssh/keys/root", Key)),
        new("EDI4022", "a key beside the home's", tree => WithSsh(tree, "AuthorizedKeysFile .ssh/none %h/keys\n").File("/root/keys", Key)),
        new("EDI4022", "an authority for keys", tree => WithSsh(tree, "TrustedUserCAKeys /etc/ssh/ca.pub\n")),
        new("EDI4022", "a key for Dropbear", tree => Bootable(tree).File("/usr/sbin/dropbear", "", "0755").File("/root/.ssh/authorized_keys", Key)),
        new("EDI4022", "a console that logs in by itself", tree => Bootable(tree).File("/etc/systemd/system/getty@tty1.service.d/auto.conf", "[Service]\nExecStart=\nExecStart=-/sbin/agetty --noclear --autologin root %I $TERM\n")),
        new("EDI4022", "a serial one, in short", tree => Bootable(tree).File("/etc/systemd/system/serial-getty@ttyS0.service", "[Service]\nExecStart=-/sbin/agetty -a root 115200 %I\n")),
        new("EDI4022", "a display that logs in by itself", tree => Bootable(tree).File("/etc/lightdm/lightdm.conf.d/kiosk.conf", "[Seat:*]\nautologin-user=root\n")),
        new("EDI4022", "cloud-init", tree => Bootable(tree).File("/usr/bin/cloud-init", "", "0755")),
        new("EDI4022", "userconf of the Raspberry Pi", tree => Bootable(tree).File("/usr/lib/userconf-pi/userconf", "", "0755")),
        new("EDI4022", "a directory of accounts", tree => Bootable(tree).File("/etc/nsswitch.conf", "passwd: files systemd sss\n")),
        new("EDI4022", "a password that the first boot asks for", tree => Bootable(tree).File("/etc/shadow", "root:!unprovisioned:1\n", "0640").File("/usr/bin/systemd-firstboot", "", "0755")),

        new("EDI4023", "files that the table and a unit name", tree => tree
            .File("/etc/fstab", "LABEL=ROOT / ext4 defaults 0 1\n/swapfile none swap sw 0 0\n").File("/swapfile", "SWAPSPACE2", "0600")
            .File("/etc/systemd/system/var-swap.swap", "[Swap]\nWhat=/var/swap\n").File("/var/swap", "SWAPSPACE2", "0600"), "/swapfile", "/var/swap"),
        new("EDI4023", "a partition, a file that is made later, and a comment", tree => tree
            .File("/etc/fstab", "LABEL=SWAP none swap sw 0 0\n/later none swap sw 0 0\n# /swapfile none swap sw 0 0\n").File("/swapfile", "SWAPSPACE2", "0600")),

        new("EDI4024", "the role grow_root and Debian's package", tree => tree
            .File("/etc/systemd/system/multi-user.target.wants/grow-root.service").File("/usr/share/initramfs-tools/scripts/local-bottom/growroot", "", "0755"),
            "/etc/systemd/system/multi-user.target.wants/grow-root.service", "/usr/share/initramfs-tools/scripts/local-bottom/growroot"),
        new("EDI4024", "a root that stays as it is", tree => tree.File("/etc/systemd/system/grow-root.service")),
    ];

    /// <summary>A system that starts, with consoles, in which nobody has a password.</summary>
    private static ImageTree Bootable(ImageTree tree) => tree
        .File("/usr/lib/systemd/systemd", "", "0755").Link("/sbin/init", "../usr/lib/systemd/systemd").File("/bin/login", "", "0755").File("/sbin/agetty", "", "0755").File("/bin/bash", "", "0755")
        .File("/etc/nsswitch.conf", "passwd: files systemd\n").File("/etc/pam.d/common-auth", "auth [success=1 default=ignore] pam_unix.so nullok\n")
        .File("/etc/systemd/system/getty.target.wants/getty@tty1.service", "ExecStart=-/sbin/agetty --noclear - $TERM\n");

    private static ImageTree WithPassword(ImageTree tree, string hash, string shell = "/bin/bash") => Bootable(tree)
        .File("/etc/passwd", $"root:x:0:0:root:/root:/bin/bash\nada:x:1000:0::/home/ada:{shell}\n")
        .File("/etc/shadow", $"root:*:1\nada:{hash}:1\n", "0640");

    private static ImageTree WithSsh(ImageTree tree, string settings) =>
        (tree.Root().At("/sbin/init") is null ? Bootable(tree) : tree).File("/usr/sbin/sshd", "", "0755").File("/etc/ssh/sshd_config", settings);
}
