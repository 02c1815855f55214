using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Lint.Rules;

/// <summary>The name and the name servers of the machine that built the image, as bootstraps copy them.</summary>
internal sealed class BuildHostRule : ILintRule
{
    public EdiCode Code => EdiCodes.BuildHostLeft;

    public IEnumerable<LintFinding> Check(LintedImage image)
    {
        const string resolver = "/etc/resolv.conf";
        if (image.Root.At(resolver) is { IsFile: true }
            && BuildHost.ResolverLines(image.Root.ReadText(resolver)) is { IsEmpty: false } lines && lines.SequenceEqual(image.Host.Resolver))
        {
            yield return new(resolver, "These are the name servers of the host that built the image. Remove the file in the last playbook, or link it to that of the image's own resolver.");
        }

        const string name = "/etc/hostname";
        if (image.Root.At(name) is { IsFile: true } && image.Root.ReadText(name).Trim() is var found && found.Split('.')[0] == image.Host.Name && !image.IsParameter(found))
        {
            yield return new(name, $"The image is called '{found}', as the host that built it. Write a name of its own into the file.");
        }
    }
}
