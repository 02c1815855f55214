using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Engines;

/// <summary>Access control lists, acl(5). Where they are lost, a file's mode gives its group what the list's mask had kept from it.</summary>
internal static class AccessLists
{
    /// <summary>The first file of a tree that has one, by its path in the tree; null when none has.</summary>
    public static string? First(IToolRunner sandbox, EdiCode code, string folder) =>
        sandbox.Capture(code, new ToolCommand("python3", "-I", "-c", Script.Of("access-lists.py"), folder)).TrimEnd('\n') is { Length: > 0 } path ? path : null;
}
