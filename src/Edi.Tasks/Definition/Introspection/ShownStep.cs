using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>A step in a plan.</summary>
/// <param name="Runs">Whether it runs: <c>yes</c>, <c>no</c>, or <c>perhaps</c>, where the result of one before it decides.</param>
/// <param name="Why">The reasons, in the words in which a build tells them.</param>
/// <param name="After">The steps whose results it begins with.</param>
/// <param name="Inputs">The lines of its fingerprint.</param>
/// <param name="Outputs">The files and folders that it leaves.</param>
internal sealed record ShownStep(
    string Name, string Runs, ImmutableArray<string> Why, ImmutableArray<string> After, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs)
{
    /// <summary>What else there is to say of it: a command's text, a playbook's variables.</summary>
    public ImmutableArray<KeyValuePair<string, JsonNode?>> Details { get; init; } = [];

    public JsonObject ToJson() => new(
    [
        new("run", Runs),
        new("why", ListOf(Why)),
        new("after", ListOf(After)),
        new("inputs", ListOf(Inputs)),
        new("outputs", ListOf(Outputs)),
        .. Details,
    ]);

    private static JsonArray ListOf(ImmutableArray<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
