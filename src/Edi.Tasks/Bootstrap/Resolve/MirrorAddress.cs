using System.Text.RegularExpressions;

namespace Edi.Tasks.Bootstrap.Resolve;

/// <summary>Addresses of mirrors, as apt names them.</summary>
internal static partial class MirrorAddress
{
    /// <summary>Without the user and the password, which apt leaves out.</summary>
    public static string WithoutUser(string uri) => User().Replace(uri, "//");

    /// <summary>Whether two addresses are one mirror's.</summary>
    public static bool AreSame(string left, string right) => WithoutUser(left).TrimEnd('/') == WithoutUser(right).TrimEnd('/');

    /// <summary>The folder of a suite: an exact path, or one below <c>dists</c>.</summary>
    public static string OfSuite(string uri, string suite) => suite.EndsWith('/') ? $"{uri.TrimEnd('/')}/{suite}" : $"{uri.TrimEnd('/')}/dists/{suite}/";

    [GeneratedRegex("//[^/@]*@")]
    private static partial Regex User();
}
