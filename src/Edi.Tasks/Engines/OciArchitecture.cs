namespace Edi.Tasks.Engines;

/// <summary>The names that OCI images have for Debian's architectures: those of Go, with a variant for 32-bit ARM.</summary>
internal static class OciArchitecture
{
    public static (string Architecture, string Variant) Of(string debian) => debian switch
    {
        "armhf" => ("arm", "v7"),
        "armel" => ("arm", "v5"),
        "arm64" => ("arm64", "v8"),
        "i386" => ("386", ""),
        "ppc64el" => ("ppc64le", ""),
        _ => (debian, ""),
    };
}
