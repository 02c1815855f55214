using System.Reflection;
using Microsoft.Build.Framework;

namespace Edi.Tasks.Tests;

/// <summary>As much of MSBuild as a task needs that only reads and writes files; its errors, warnings and headlines are kept.</summary>
public class SilentBuildEngine : DispatchProxy, IDisposable
{
    private readonly Dictionary<object, IDisposable> _registered = [];

    public List<string?> Errors { get; } = [];

    public List<string?> Warnings { get; } = [];

    /// <summary>What a build shows that is asked for nothing more.</summary>
    public List<string?> Headlines { get; } = [];

    public static IBuildEngine4 Create() => Create<IBuildEngine4, SilentBuildEngine>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name, args)
        {
            case (nameof(IBuildEngine.LogErrorEvent), [BuildErrorEventArgs error]):
                Errors.Add($"{error.Code}: {error.Message}");
                break;
            case (nameof(IBuildEngine.LogWarningEvent), [BuildWarningEventArgs warning]):
                Warnings.Add($"{warning.Code}: {warning.Message}");
                break;
            case (nameof(IBuildEngine.LogMessageEvent), [BuildMessageEventArgs { Importance: MessageImportance.High } message]):
                Headlines.Add(message.Message);
                break;
            case (nameof(IBuildEngine4.RegisterTaskObject), [{ } key, IDisposable registered, ..]):
                _registered[key] = registered;
                break;
            case (nameof(IBuildEngine4.GetRegisteredTaskObject), [{ } key, ..]):
                return _registered.GetValueOrDefault(key);
        }

        return null;
    }

    public void Dispose()
    {
        foreach (var registered in _registered.Values)
        {
            registered.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}
