using System.Collections.Immutable;
using Edi.Tasks.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Edi.Tasks.Definition;

/// <summary>Collects all that is wrong with one file.</summary>
internal sealed class ProblemList(string file)
{
    private readonly List<EdiProblem> _problems = [];

    public bool IsEmpty => _problems.Count == 0;

    public ImmutableArray<EdiProblem> All =>
        [.. _problems.OrderBy(problem => problem.Position?.Line).ThenBy(problem => problem.Position?.Column)];

    public void Add(EdiCode code, YamlNode node, string message) => _problems.Add(new(code, message, PositionOf(node)));

    public SourcePosition PositionOf(YamlNode node) => PositionOf(node.Start, node.End);

    // YamlDotNet counts from 1, as messages do.
    public SourcePosition PositionOf(Mark start, Mark end) =>
        new(file, (int)start.Line, (int)start.Column, (int)end.Line, (int)end.Column);
}
