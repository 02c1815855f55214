using System.Collections.Immutable;
using Edi.Tasks.Lint.Rules;

namespace Edi.Tasks.Lint;

/// <summary>Every rule, in the order of the codes.</summary>
internal static class LintRules
{
    public static ImmutableArray<ILintRule> All { get; } =
    [
        new SshHostKeyRule(),
        new MachineIdRule(),
        new PolicyRcDRule(),
        new KnownPasswordRule(),
        new EmptyPasswordRule(),
        new WorldWritableRule(),
        new PrivilegedProgramRule(),
        new AptLeftoverRule(),
        new ProxyRule(),
        new CredentialRule(),
        new LostCapabilityRule(),
        new ForeignKeyringRule(),
        new DeviceNameRule(),
        new BuildHostRule(),
        new EmulatorRule(),
        new UnknownOwnerRule(),
        new MachineSecretRule(),
        new CopyrightRule(),
        new UnverifiedPackagesRule(),
        new ComponentRule(),
        new BrokenHashRule(),
        new NoLogInRule(),
        new SwapFileRule(),
        new GrowingRootRule(),
    ];
}
