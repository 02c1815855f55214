using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.ProjectItems;

/// <summary>Gives each command and playbook what the project, its environment and its <c>ansible.cfg</c> say about how it runs.</summary>
internal sealed class SettingsReader
{
    private readonly DefinitionSource _source;
    private readonly ProblemList _problems;
    private readonly ProjectPositions _positions = new();
    private readonly ImmutableArray<(string Node, EnvironmentVariable Variable)> _environment;
    private readonly AnsibleArguments _arguments;
    private readonly EnvironmentItemReader _environmentReader;

    public SettingsReader(DefinitionSource source, ProblemList problems)
    {
        (_source, _problems) = (source, problems);
        _environmentReader = new(source.Settings.Environment, problems);
        _environment = _environmentReader.Read();
        _arguments = new(source.Settings.AnsibleArguments, source.Plugins.ProjectDirectory, source.Purpose == DefinitionPurpose.Image);
        foreach (string problem in _arguments.Problems)
        {
            _problems.Add(EdiCodes.InvalidValue, PlaceOf("EdiAnsibleArguments"), problem);
        }

        if (source.Settings.LogLevel is not ("DEBUG" or "INFO" or "WARNING" or "ERROR" or "CRITICAL"))
        {
            _problems.Add(EdiCodes.InvalidValue, PlaceOf("EdiLogLevel"), $"The property EdiLogLevel must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL; found '{source.Settings.LogLevel}'.");
        }
    }

    /// <summary>The commands, each with its environment.</summary>
    public ImmutableArray<CommandDefinition> Apply(IEnumerable<CommandDefinition> commands) =>
        [.. commands.Select(command => command with { Environment = EnvironmentItemReader.Of(command.Name, _environment) })];

    /// <summary>The playbooks, each with its settings.</summary>
    public ImmutableArray<PlaybookDefinition> Apply(ImmutableArray<PlaybookDefinition> playbooks)
    {
        ImmutableArray<PlaybookDefinition> chosen = [.. playbooks.Where(IsChosen)];
        CheckArguments(playbooks, chosen);
        return [.. playbooks.Select(playbook => playbook with { Settings = Of(playbook, chosen.Contains(playbook)) })];
    }

    /// <summary>Reports what is for nodes that are not there.</summary>
    /// <param name="nodes">The names of all playbooks and commands.</param>
    public void CheckNodes(IEnumerable<string> nodes) => _environmentReader.CheckNodes(_environment, nodes);

    private PlaybookSettings Of(PlaybookDefinition playbook, bool hasArguments)
    {
        var environment = EnvironmentItemReader.Of(playbook.Name, _environment);
        var configuration = Configuration(playbook, environment);
        foreach (var problem in configuration.Problems)
        {
            _problems.Add(problem);
        }

        WarnOfOwn(environment, configuration);
        return new()
        {
            Environment = environment,
            Configuration = configuration.File,
            VaultPasswords = new VaultPasswordReader(_source, _problems).Read(environment, configuration),
            Arguments = [.. hasArguments ? _arguments.All : [], .. _source.Settings.LogLevel == "DEBUG" ? ["-vvvv"] : ImmutableArray<string>.Empty],
            ShapingArguments = hasArguments ? _arguments.Shaping : [],
            ArgumentFiles = hasArguments ? _arguments.Files : [],
            FirstTask = hasArguments ? _arguments.FirstTask : null,
        };
    }

    /// <summary>What a variable names, else what is beside the playbook, else beside the definition.</summary>
    private AnsibleConfiguration Configuration(PlaybookDefinition playbook, ImmutableArray<EnvironmentVariable> environment)
    {
        if (environment.FirstOrDefault(variable => variable.Name == "ANSIBLE_CONFIG") is { Current: { Length: > 0 } value } variable)
        {
            string named = Path.GetFullPath(HomePath.Expand(value), _source.Plugins.ProjectDirectory);
            if (File.Exists(named))
            {
                return AnsibleConfiguration.Read(named);
            }

            _problems.Add(EdiCodes.FileNotFound, variable.Position, $"The file '{named}', which ANSIBLE_CONFIG names, does not exist.");
            return AnsibleConfiguration.None;
        }

        return AnsibleConfiguration.Read(new[] { Path.GetDirectoryName(playbook.Path)!, _source.Plugins.ProjectDirectory }
            .Select(folder => Path.Combine(folder, AnsibleConfiguration.FileName))
            .FirstOrDefault(File.Exists, ""));
    }

    private void WarnOfOwn(ImmutableArray<EnvironmentVariable> environment, AnsibleConfiguration configuration)
    {
        foreach (var own in OwnAnsibleSettings.All)
        {
            if (configuration.Find(own.Section, own.Key) is { } setting && !OwnAnsibleSettings.IsSame(own, setting.Value))
            {
                Warn($"'{setting.Key}'", own, setting.Position);
            }

            if (environment.FirstOrDefault(variable => variable.Name == own.Variable) is { Current: { } value } variable && !OwnAnsibleSettings.IsSame(own, value))
            {
                Warn($"The variable '{variable.Name}'", own, variable.Position);
            }
        }
    }

    private void Warn(string what, OwnAnsibleSetting own, SourcePosition place) =>
        _problems.Add(new EdiProblem(EdiCodes.AnsibleSettingOwn, $"{what} does not count: {own.Reason}.", place) { IsWarning = true });

    private void CheckArguments(ImmutableArray<PlaybookDefinition> playbooks, ImmutableArray<PlaybookDefinition> chosen)
    {
        if (_arguments.All.IsEmpty)
        {
            return;
        }

        var place = PlaceOf("EdiAnsibleArguments");
        if (chosen.IsEmpty && _source.Settings.Step.Length > 0)
        {
            _problems.Add(EdiCodes.InvalidValue, place, $"The property EdiAnsibleArguments is for the step '{_source.Settings.Step}', which is no playbook. Playbooks: {string.Join(", ", playbooks.Select(playbook => playbook.Name))}.");
        }
        else if (_arguments.FirstTask is { } task && chosen.Length > 1)
        {
            _problems.Add(EdiCodes.InvalidValue, place, $"One playbook has the task '{task}', and there are {chosen.Length}. Name its step besides: -p:EdiStep={chosen[^1].Name}.");
        }
        else if (_source.Purpose == DefinitionPurpose.Image && !_arguments.Shaping.IsEmpty)
        {
            string line = string.Join(' ', _arguments.Shaping.Select(Processes.ToolCommand.Quote));
            _problems.Add(new EdiProblem(
                EdiCodes.PlaybookShaped, $"With '{line}' the image is not what the definition says. The next build without it makes that.", place)
            { IsWarning = true });
        }
    }

    private bool IsChosen(PlaybookDefinition playbook) => _source.Settings.Step is var step
        && (step.Length == 0 || step == playbook.Name || step == StepNames.Playbook(playbook.Name) || step == StepNames.Playbook("").TrimEnd('.'));

    private SourcePosition PlaceOf(string property) => _positions.Find(new(property, "", ImmutableDictionary<string, string>.Empty, _source.ProjectFile));
}
