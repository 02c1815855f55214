using Edi.Tasks.Diagnostics;

namespace Edi.Tasks.Tests;

/// <summary>What the system says of a file, and what mends it.</summary>
public sealed class FileFailureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_told()
    {
        string file = _folder.Write("file", "");
        Assert.Equal(
            $"Could not find a part of the path '{file}/below': {file} is a file. A folder should be there: remove or rename it, or name another folder.",
            FileFailure.Describe(Assert.ThrowsAny<IOException>(() => Directory.CreateDirectory($"{file}/below")), ""));
        Assert.Equal(
            $"The file '{file}' already exists. A folder should be there: remove or rename the file, or name another folder.",
            FileFailure.Describe(Assert.ThrowsAny<IOException>(() => Directory.CreateDirectory(file)), ""));
    }

    [Fact]
    public void A_file_system_that_is_mounted_read_only_is_told() => Assert.Equal(
        "Read-only file system: '/x'. It lies on a file system that is mounted read-only: mount that writable, or move what is to be written to another one.",
        FileFailure.Describe(new IOException("Read-only file system : '/x'", FileFailure.ReadOnlyFileSystem), ""));

    [Fact]
    public void What_lies_in_the_cache_is_told_with_the_property_that_names_it() => Assert.Equal(
        "Access to the path '/cache/tmp' is denied. Check its owner, its mode and the space on its disk. It belongs to the cache, for which -p:EdiCacheDirectory=FOLDER names another folder.",
        FileFailure.Describe(new UnauthorizedAccessException("Access to the path '/cache/tmp' is denied."), "/cache"));
}
