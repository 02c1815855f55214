using Edi.Tasks.Definition;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Application;

/// <summary>The unit of an application that brings none along.</summary>
internal static class ServiceUnit
{
    public static string Text(ApplicationDefinition application, ServiceDefinition service, PublishedApplication published)
    {
        string program = $"{application.InstallPath}/{published.Program}";
        return Script.Of("application.service")
            .Replace("@UNIT@", service.Unit, StringComparison.Ordinal)
            .Replace("@PROJECT@", Path.GetFileName(application.Project), StringComparison.Ordinal)
            .Replace("@NAME@", application.Name, StringComparison.Ordinal)
            .Replace("@SERVICE@", service.BaseName, StringComparison.Ordinal)
            // Of a path alone, nothing but specifiers is escaped.
            .Replace("@FOLDER@", application.InstallPath.Replace("%", "%%", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("@COMMAND@", published.HasProgram ? Escape(program) : $"/usr/bin/dotnet {Escape(program)}", StringComparison.Ordinal);
    }

    // See "Command lines" in systemd.service(5).
    private static string Escape(string path)
    {
        string escaped = path.Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal);
        return path.Any(char.IsWhiteSpace) || path.Contains('"', StringComparison.Ordinal) || path.Contains('\\', StringComparison.Ordinal)
            ? $"\"{escaped.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : escaped;
    }
}
