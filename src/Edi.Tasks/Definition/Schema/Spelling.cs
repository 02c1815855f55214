using Edi.Tasks.Definition.Nodes;

namespace Edi.Tasks.Definition.Schema;

/// <summary>Tells which key a misspelt one was meant to be, so that it is not reported as missing too.</summary>
internal static class Spelling
{
    /// <summary>The known key that is nearest to an unknown one, if one is near.</summary>
    public static string? Meant(ScalarNode key, SchemaNode schema) =>
        schema.Property(key.Text) is not null ? null
        // "suite:trixie" is a key for YAML, since no space follows the colon.
        : schema.Property(key.Text.Split(':')[0]) is not null ? key.Text.Split(':')[0]
        : EditDistance.Nearest(key.Text, schema.Properties.Select(property => property.Key));

    /// <summary>Whether a key is there, rightly spelt or not.</summary>
    public static bool Has(MappingNode mapping, string key, SchemaNode schema) =>
        mapping.Entries.Any(entry => entry.Key.Text == key || Meant(entry.Key, schema) == key);
}
