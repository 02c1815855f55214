namespace Edi.Images.Tests.GenericAmd64;

/// <summary>The image for PCs on a running machine.</summary>
[Collection<GenericAmd64Shared>]
[Trait("Category", "Boot")]
public sealed class GenericAmd64BootTests(GenericAmd64Boot booted) : BootTests(booted), IClassFixture<GenericAmd64Boot>
{
    private protected override string HostName => "generic";
}
