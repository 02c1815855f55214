using Edi.Tasks.Definition.Nodes;
using Edi.Tasks.Diagnostics;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Definition.Playbooks;

/// <summary>Reads files of playbooks and roles, each once. What our parser refuses, Ansible's own must refuse too before it is told.</summary>
internal sealed class AnsibleYaml(ProblemList problems, CancellationToken cancellation)
{
    // Debian's own interpreter, for which ansible-core brings PyYAML along.
    private const string Python = "/usr/bin/python3";
    private const string VaultMark = "$ANSIBLE_VAULT";
    private const int Refused = 65;

    private readonly Dictionary<string, DefinitionNode?> _read = new(StringComparer.Ordinal);

    /// <summary>The root of a file; null when it is empty, encrypted or no YAML, which is told.</summary>
    public DefinitionNode? Read(string file)
    {
        if (!_read.TryGetValue(file, out var root))
        {
            problems.Collect(() => root = Parse(file));
            _read[file] = root;
        }

        return root;
    }

    private DefinitionNode? Parse(string file)
    {
        if (new FileInfo(file).Length > InputTexts.LargestText)
        {
            return null;
        }

        string text = YamlFile.ReadText(file);
        if (text.StartsWith(VaultMark, StringComparison.Ordinal))
        {
            return null;
        }

        var found = new ProblemList();
        DefinitionNode? root = null;
        found.Collect(() => root = YamlFile.Parse(RenderedText.Of(file, text), found, YamlDialect.Ansible));
        if (found.HasErrors && IsRefused(text))
        {
            throw new EdiException(found.All);
        }

        return root;
    }

    private bool IsRefused(string text)
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var log = new StepLog(null, _ => { }, _ => { });
        return new HostToolRunner(log, cancellation).Run(new ToolCommand(Python, "-I", "-c", Script.Of("ansible-yaml.py")) { StandardInput = text }) == Refused;
    }
}
