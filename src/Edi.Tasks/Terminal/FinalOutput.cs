using Microsoft.Build.Framework;

namespace Edi.Tasks.Terminal;

/// <summary>
/// What people are told at a terminal when MSBuild's terminal logger has drawn its last line, since that erases what is written
/// before. MSBuild disposes of it when all projects are built, before it says how the build has ended.
/// </summary>
internal sealed class FinalOutput : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<StepTable> _tables = [];
    private readonly List<string> _texts = [];

    public static FinalOutput Of(IBuildEngine4 engine)
    {
        lock (typeof(FinalOutput))
        {
            if (engine.GetRegisteredTaskObject(typeof(FinalOutput), RegisteredTaskObjectLifetime.Build) is not FinalOutput output)
            {
                output = new();
                engine.RegisterTaskObject(typeof(FinalOutput), output, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            }

            return output;
        }
    }

    /// <summary>Adds a text of whole lines.</summary>
    public void Add(string text)
    {
        lock (_lock)
        {
            _texts.Add(text);
        }
    }

    /// <summary>Adds a step that has ended to its project's table; tables come before texts.</summary>
    public void Add(string project, StepRow step)
    {
        lock (_lock)
        {
            if (_tables.Find(table => table.Project == project) is not { } table)
            {
                table = new(project);
                _tables.Add(table);
            }

            table.Add(step);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            int width = BuildTerminal.Find()?.Width ?? BuildTerminal.DefaultWidth;
            string all = string.Concat(_tables.Select(table => table.Format(width)).Concat(_texts));
            if (all.Length > 0)
            {
                BuildOutput.Write(all);
            }
        }
    }
}
