using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Definition.Introspection;

/// <summary>The purpose for which a definition is shown.</summary>
internal static class ShownPurpose
{
    /// <exception cref="EdiException">EDI1005, when there is no such purpose.</exception>
    public static DefinitionPurpose Parse(string text) => Enum.TryParse<DefinitionPurpose>(text, out var purpose) && Enum.IsDefined(purpose)
        ? purpose
        : throw new EdiException(EdiCodes.InvalidValue, $"The property EdiShowPurpose must be one of {string.Join(", ", Enum.GetNames<DefinitionPurpose>())}; found '{text}'.");
}
