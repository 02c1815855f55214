using System.Globalization;
using Edi.Tasks.Ansible;
using Edi.Tasks.Diagnostics;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Target;

/// <summary>Runs the playbooks of a definition on a real device, over ssh; edi's command <c>target configure</c>.</summary>
public sealed class EdiConfigureTarget : EdiDefinitionTask
{
    /// <summary>The device: a host name, an address, or a name of the user's ssh configuration. EDI1005 when it is empty.</summary>
    public string Target { get; set; } = "";

    /// <summary>Who logs in; empty takes the parameter <c>edi_config_management_user_name</c>, or <c>edicfgmgmt</c>, as edi does.</summary>
    public string User { get; set; } = "";

    /// <summary>The port of the ssh server; empty leaves it to ssh. EDI1005 when it is no port.</summary>
    public string Port { get; set; } = "";

    /// <summary>Further options for ssh.</summary>
    public string SshOptions { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        // A word that begins so would be an option for ssh.
        if (Target.Length == 0 || Target.StartsWith('-'))
        {
            throw new EdiException(EdiCodes.InvalidValue, $"The property EdiTarget must be the device's host name or address, as in -p:EdiTarget=192.168.1.20; found '{Target}'.");
        }

        int? port = Port.Length == 0 ? null
            : ushort.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0 ? number
            : throw new EdiException(EdiCodes.InvalidValue, $"The property EdiTargetPort must be a port, a number from 1 to 65535; found '{Port}'.");
        using var live = StartLiveLine(nameof(EdiConfigureTarget));
        using var log = OpenLog(_ => true, live, PlaybookProgress.Read);
        var context = CreateContext(log);
        var device = new Device(Target, User.Length > 0 ? User : Device.DefaultUser(context.Definition), port, SshOptions);
        try
        {
            new TargetRun(context, device).Run(line => Log.LogMessage(MessageImportance.High, "{0}", line));
        }
        catch (EdiException e)
        {
            throw log.Explain(e);
        }
    }
}
