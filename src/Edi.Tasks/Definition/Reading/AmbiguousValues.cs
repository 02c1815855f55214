using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Reading;

/// <summary>
/// Parameters that mean something else than they seem to: a version 2.10 without quotes is the number 2.1, and ports
/// 22:22 are a number to the base 60. edi passes on what YAML reads, and nobody notices.
/// </summary>
internal static class AmbiguousValues
{
    public static void Refuse(DefinitionNode? parameters, ProblemList problems) => Refuse(parameters, "", problems);

    private static void Refuse(DefinitionNode? value, string name, ProblemList problems)
    {
        switch (value)
        {
            case MappingNode mapping:
                foreach (var entry in mapping.Entries)
                {
                    Refuse(entry.Value, entry.Key.Text, problems);
                }

                break;
            case ListNode list:
                foreach (var item in list.Items)
                {
                    Refuse(item, name, problems);
                }

                break;
            case ScalarNode scalar when name.Contains("version", StringComparison.OrdinalIgnoreCase) && YamlValues.LosesDigits(scalar):
                problems.Add(EdiCodes.AmbiguousValue, scalar.Position, $"'{scalar.Text}' is read as the number {YamlValues.ToJson(scalar)!.ToJsonString()}. Write the version in quotes: \"{scalar.Text}\".");
                break;
            case ScalarNode scalar when YamlValues.IsSexagesimal(scalar) && SecretParameters.IsName(name):
                problems.Add(EdiCodes.AmbiguousValue, scalar.Position, $"YAML 1.1, and so edi, reads '{name}' as a number to the base 60. Write its value in quotes.");
                break;
            case ScalarNode scalar when YamlValues.IsSexagesimal(scalar):
                problems.Add(EdiCodes.AmbiguousValue, scalar.Position, $"YAML 1.1, and so edi, reads '{scalar.Text}' as a number to the base 60. Write it in quotes: \"{scalar.Text}\".");
                break;
        }
    }
}
