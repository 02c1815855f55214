using System.Text.RegularExpressions;

namespace Edi.Tasks.Definition;

/// <summary>Addresses of mirrors, as apt names them.</summary>
internal static partial class MirrorAddress
{
    /// <summary>Whether it has a user and a password.</summary>
    public static bool HasUser(string uri) => User().IsMatch(uri);

    /// <summary>Without the user and the password, which apt leaves out.</summary>
    public static string WithoutUser(string uri) => User().Replace(uri, "//");

    /// <summary>The path of an archive on this machine, by <c>file:</c> or <c>copy:</c>; null for another one.</summary>
    public static string? LocalPath(string uri) => Local().Match(uri) is { Success: true } local ? "/" + local.Groups[1].Value : null;

    /// <summary>Whether two addresses are one mirror's.</summary>
    public static bool AreSame(string left, string right) => WithoutUser(left).TrimEnd('/') == WithoutUser(right).TrimEnd('/');

    /// <summary>The folder of a suite: an exact path, or one below <c>dists</c>.</summary>
    public static string OfSuite(string uri, string suite) => suite.EndsWith('/') ? $"{uri.TrimEnd('/')}/{suite}" : $"{uri.TrimEnd('/')}/dists/{suite}/";

    [GeneratedRegex("^(?:file|copy):/+(.*)$")]
    private static partial Regex Local();

    [GeneratedRegex("//[^/@]*@")]
    private static partial Regex User();
}
