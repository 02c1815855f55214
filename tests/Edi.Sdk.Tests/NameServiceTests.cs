using Edi.Sdk.Tests.Harness;

namespace Edi.Sdk.Tests;

/// <summary>Users and groups that only a service of the network knows, as in a domain: here one of the C library's own kind, which the test compiles.</summary>
public sealed class NameServiceTests : IDisposable
{
    private const string Service =
        """
        cat >/tmp/service.c <<'END'
        #include <errno.h>
        #include <grp.h>
        #include <nss.h>
        #include <pwd.h>

        enum nss_status _nss_edi_getpwuid_r(uid_t id, struct passwd *user, char *buffer, size_t size, int *error)
        {
            if (id != 4242) return NSS_STATUS_NOTFOUND;
            if (size < 5000) { *error = ERANGE; return NSS_STATUS_TRYAGAIN; } /* as one with a long record */
            *user = (struct passwd){.pw_name = "ada", .pw_uid = 4242, .pw_gid = 4243, .pw_dir = "/home/domain/ada"};
            return NSS_STATUS_SUCCESS;
        }

        enum nss_status _nss_edi_getgrgid_r(gid_t id, struct group *group, char *buffer, size_t size, int *error)
        {
            if (id != 4243) return NSS_STATUS_NOTFOUND;
            *group = (struct group){.gr_name = "domain users", .gr_gid = 4243};
            return NSS_STATUS_SUCCESS;
        }
        END
        gcc -shared -fPIC -o /usr/lib/libnss_edi.so.2 /tmp/service.c
        ldconfig
        printf 'passwd: files edi\ngroup: files edi\nhosts: files dns\n' >/etc/nsswitch.conf

        """;

    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Under_sudo_the_caller_is_found_where_the_host_looks_for_users()
    {
        Assert.SkipUnless(HostCopy.IsPossible, HostCopy.Reason);
        _project.Write("configuration/overlay/small.ada.yml", "general: {parameters: {overlay: of ada}}\n");
        string build = $"SUDO_UID=4242 SUDO_GID=4243 dotnet build small.ediproj -tl:off -p:EdiCacheDirectory={_project.Cache} -t:";
        string shown = (await HostCopy.RunAsync(_project, $"{Service}{build}EdiShowVariables\n{build}EdiShowDefinition")).Succeeded().Output;
        Assert.All(
            ["edi_current_user_name: ada", "edi_current_user_group_name: domain users", "edi_current_user_host_home_directory: /home/domain/ada", "edi_current_user_target_home_directory: /home/ada", "overlay: of ada"],
            line => Assert.Contains(line, shown, StringComparison.Ordinal));
    }
}
