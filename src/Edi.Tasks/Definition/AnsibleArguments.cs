using System.Collections.Immutable;
using Edi.Tasks.Processes;

namespace Edi.Tasks.Definition;

/// <summary>
/// Further arguments of <c>ansible-playbook</c>, which somebody gives for one build. Those that shape the result are inputs of the
/// playbook's step, so that what they have left is up to date for a build with the same arguments and for no other.
/// </summary>
internal sealed class AnsibleArguments
{
    private readonly List<string> _all = [];
    private readonly List<string> _shaping = [];
    private readonly List<string> _files = [];
    private readonly List<string> _problems = [];
    private readonly string _folder;
    private readonly bool _isImage;

    /// <param name="line">The arguments, as a shell reads them.</param>
    /// <param name="folder">Where relative paths among them begin.</param>
    /// <param name="isImage">Whether playbooks leave layers of an image, and not what is on a device or in a container.</param>
    public AnsibleArguments(string line, string folder, bool isImage)
    {
        (_folder, _isImage) = (folder, isImage);
        if (ShellWords.Split(line) is not { } words)
        {
            _problems.Add($"The property EdiAnsibleArguments has a quote that is not closed; found '{line}'.");
            return;
        }

        var rest = new Queue<string>(words);
        while (rest.TryDequeue(out string? word))
        {
            Read(word, rest);
        }
    }

    /// <summary>All arguments; paths in them are absolute.</summary>
    public ImmutableArray<string> All => [.. _all];

    /// <summary>Those that shape what the playbook leaves.</summary>
    public ImmutableArray<string> Shaping => [.. _shaping];

    /// <summary>The files that they name.</summary>
    public ImmutableArray<string> Files => [.. _files];

    /// <summary>The task at which the playbook starts; null when it runs from its beginning.</summary>
    public string? FirstTask { get; private set; }

    /// <summary>What is wrong with them.</summary>
    public ImmutableArray<string> Problems => [.. _problems];

    private void Read(string word, Queue<string> rest)
    {
        if (word.StartsWith("--", StringComparison.Ordinal))
        {
            string[] parts = word.Split('=', 2);
            switch (AnsibleOption.Named(parts[0]))
            {
                case [var option]:
                    Take(option, parts.ElementAtOrDefault(1), rest);
                    break;
                case []:
                    string hint = EditDistance.Nearest(parts[0], AnsibleOption.All.SelectMany(known => known.Names)) is { } nearest ? $" Did you mean '{nearest}'?" : "";
                    _problems.Add($"'{parts[0]}' in the property EdiAnsibleArguments is no option of ansible-playbook.{hint}");
                    break;
                case var several:
                    _problems.Add($"'{parts[0]}' in the property EdiAnsibleArguments may mean {string.Join(" or ", several.Select(option => option.Name))}. Write it out.");
                    break;
            }
        }
        else if (word is ['-', _, ..])
        {
            ReadLetters(word[1..], rest);
        }
        else
        {
            _problems.Add($"The property EdiAnsibleArguments has options of ansible-playbook, and no playbook; found '{word}'. A value with blanks in it needs quotes.");
        }
    }

    // As in -vvv or -tone: the first letter with a value takes the rest of the word for it.
    private void ReadLetters(string letters, Queue<string> rest)
    {
        for (int index = 0; index < letters.Length; index++)
        {
            if (AnsibleOption.All.FirstOrDefault(option => option.Short == letters[index]) is not { } option)
            {
                _problems.Add($"'-{letters[index]}' in the property EdiAnsibleArguments is no option of ansible-playbook.");
                return;
            }

            if (option.TakesValue)
            {
                Take(option, index + 1 < letters.Length ? letters[(index + 1)..].TrimStart('=') : null, rest);
                return;
            }

            Take(option, null, rest);
        }
    }

    private void Take(AnsibleOption option, string? value, Queue<string> rest)
    {
        if (!option.TakesValue && value is not null)
        {
            _problems.Add($"The option {option.Name} in the property EdiAnsibleArguments takes no value; found '{value}'.");
            return;
        }

        if (option.TakesValue && value is null && !rest.TryDequeue(out value))
        {
            _problems.Add($"The option {option.Name} in the property EdiAnsibleArguments needs a value.");
            return;
        }

        if (Refusal(option) is { } refusal)
        {
            _problems.Add($"The option {option.Name} in the property EdiAnsibleArguments {refusal}");
            return;
        }

        string[] words = value is null ? [option.Name] : [option.Name, WithWholePath(option, value)];
        _all.AddRange(words);
        if (option.Effect == AnsibleOptionEffect.Shapes)
        {
            _shaping.AddRange(words);
        }

        if (option.Name == "--start-at-task")
        {
            FirstTask = value;
        }
    }

    private string? Refusal(AnsibleOption option) => option.Effect switch
    {
        AnsibleOptionEffect.Asks => "asks a person, and nobody answers in a build.",
        AnsibleOptionEffect.Idles when _isImage => "leaves nothing of which an image could be made. Take it for -t:EdiConfigureTarget or -t:EdiLaunch.",
        AnsibleOptionEffect.Own => option.Name switch
        {
            "--vault-id" or "--vault-password-file" => "is for the project to say: the property EdiVaultPasswordFile, and items EdiVaultId.",
            "--user" => "is the property EdiTargetUser.",
            "--private-key" or "--ssh-common-args" or "--ssh-extra-args" or "--sftp-extra-args" or "--scp-extra-args" => "is the property EdiTargetSshOptions, such as '-i KEY'.",
            _ => "is the build's own: there is one host, and the build knows how it is reached.",
        },
        _ => null,
    };

    private string WithWholePath(AnsibleOption option, string value)
    {
        if (option.Name == "--extra-vars" && value is ['@', .. var file])
        {
            string path = Path.GetFullPath(HomePath.Expand(file), _folder);
            if (!File.Exists(path))
            {
                _problems.Add($"The file '{path}' of the option --extra-vars in the property EdiAnsibleArguments does not exist.");
            }

            _files.Add(path);
            return $"@{path}";
        }

        return option.Name == "--module-path" ? string.Join(':', AnsibleConfiguration.PathsIn(value, _folder)) : value;
    }
}
