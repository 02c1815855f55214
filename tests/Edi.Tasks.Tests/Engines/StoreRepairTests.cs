using Edi.Tasks.Diagnostics;
using Edi.Tasks.Engines;
using Edi.Tasks.Processes;
using Edi.Tasks.Sandbox;

namespace Edi.Tasks.Tests;

/// <summary>A store of real layers that is damaged in one way: the damage is noticed, taken out, and what is lost can be made again.</summary>
public sealed class StoreRepairTests : IClassFixture<StoreRepairTests.Stores>
{
    private readonly Stores _stores;

    public StoreRepairTests(Stores stores)
    {
        SandboxFixture.SkipWithoutRange();
        _stores = stores;
    }

    /// <summary>Each damage as a shell's script in the store, with the layers $first, $second (on the first) and $other.</summary>
    public static TheoryData<string, bool, bool> Damages => new()
    {
        // What happens to it, whether the first layer is lost, whether the other is.
        { "true", false, false },
        { ": >overlay-layers/layers.json", true, true },
        { "truncate --size=100 overlay-layers/layers.json", true, true },
        { "printf garbage >overlay-layers/layers.json", true, true },
        { "rm overlay-layers/layers.json", true, true },
        { "rm overlay-layers/layers.json; mkdir overlay-layers/layers.json", true, true },
        { ": >overlay-images/images.json", true, true },
        { "printf '\\000\\001' >overlay-images/images.json", true, true },
        { "rm overlay-images/images.json", true, true },
        { ": >overlay-containers/containers.json", false, false },
        { "printf garbage >overlay-containers/containers.json", false, false },
        { "rm overlay-images/images.lock; mkdir overlay-images/images.lock", false, false },
        { "rm -rf overlay/$first", true, false },
        { "rm -rf overlay/$first/diff", true, false },
        { ": >overlay/$first/link", true, false },
        { "printf garbage >overlay/$first/link", true, false },
        { "rm -rf overlay-images/$image", true, false },
        { ": >overlay-images/$image/manifest", true, false },
        { "rm overlay-images/$image/=*", true, false },
        { "rm -rf overlay/l", false, false },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_store_is_repaired(string damage, bool isFirstLost, bool isOtherLost)
    {
        using var sandbox = _stores.Start();
        string cache = _stores.Copy(sandbox, damage);
        string store = StoreSession.StoreBelow(cache);
        Assert.Equal(isFirstLost, StoreIndex.Read(store).FindFault(_stores.First.Id) is not null);
        Assert.Equal(isOtherLost, StoreIndex.Read(store).FindFault(_stores.Other.Id) is not null);

        var told = new List<string>();
        new StoreRepair(sandbox, cache).Run(told.Add);
        Assert.True(damage is "true" or "rm -rf overlay/l" == (told.Count == 0), string.Join('\n', told));
        var repaired = StoreIndex.Read(store);
        Assert.Equal((null, 0, 0), (repaired.Loss, repaired.Rubbish.Length, repaired.DamagedImages.Length));
        Assert.Equal(isOtherLost, repaired.FindFault(_stores.Other.Id) is not null);

        // All that is lost can be made again.
        var engine = new BuildahEngine(sandbox, cache);
        var (first, second, other) = Stores.Make(sandbox, engine);
        Assert.All(new[] { first, second, other }, image => Assert.Null(StoreIndex.Read(store).FindFault(image.Id)));
        using var container = engine.Create("look", second);
        Assert.Equal("1 2", sandbox.Capture(EdiCodes.EngineFailed, new ToolCommand("sh", "-c", "cd \"$1\" && echo $(cat one two)", "sh", container.RootDirectory)).Trim());
    }

    [Fact]
    public void A_lost_layer_takes_those_that_lie_on_it()
    {
        using var sandbox = _stores.Start();
        string cache = _stores.Copy(sandbox, "rm -rf overlay/$first");
        Assert.NotNull(StoreIndex.Read(StoreSession.StoreBelow(cache)).FindFault(_stores.Second.Id));
        new StoreRepair(sandbox, cache).Run(_ => { });
        Assert.False(Directory.Exists(Path.Combine(StoreSession.StoreBelow(cache), "overlay-images", _stores.Second.Id)));
    }

    [Fact]
    public void What_is_missing_is_named_by_a_path_that_does_not_exist()
    {
        using var sandbox = _stores.Start();
        string store = StoreSession.StoreBelow(_stores.Copy(sandbox, ": >overlay-images/$image/manifest"));
        string fault = StoreIndex.Read(store).FindFault(_stores.First.Id)!;
        Assert.Equal(Path.Combine(store, "overlay-images", _stores.First.Id, "manifest/content"), fault);
        Assert.False(Path.Exists(fault));
    }

    [Fact]
    public void No_store_is_whole()
    {
        using var folder = new TemporaryFolder();
        var index = StoreIndex.Read(folder.At("none"));
        Assert.Equal((null, 0, 0), (index.Loss, index.Rubbish.Length, index.DamagedImages.Length));
    }

    /// <summary>A store with three small layers, of which each test gets a copy.</summary>
    public sealed class Stores : IDisposable
    {
        private readonly HostToolFixture _tools = new();
        private readonly Lazy<(ContainerImage First, ContainerImage Second, ContainerImage Other)> _made;
        private int _count;

        public Stores() => _made = new(() =>
        {
            using var sandbox = Start();
            return Make(sandbox, new BuildahEngine(sandbox, Original));
        });

        internal ContainerImage First => _made.Value.First;

        internal ContainerImage Second => _made.Value.Second;

        internal ContainerImage Other => _made.Value.Other;

        private string Original => _tools.Folder.At("cache/original");

        public void Dispose()
        {
            using (var sandbox = Start())
            {
                sandbox.Run(new ToolCommand("find", _tools.Folder.At("cache"), "-mindepth", "1", "-maxdepth", "1", "!", "-name", "tmp", "-exec", "rm", "-rf", "--one-file-system", "{}", "+"));
            }

            _tools.Dispose();
        }

        internal static (ContainerImage First, ContainerImage Second, ContainerImage Other) Make(EdiSandbox sandbox, BuildahEngine engine)
        {
            var first = Add(sandbox, engine.CreateEmpty("first"), "one", "1");
            return (first, Add(sandbox, engine.Create("second", first), "two", "2"), Add(sandbox, engine.CreateEmpty("other"), "three", "3"));
        }

        internal EdiSandbox Start() => EdiSandbox.Start(_tools.Host, _tools.Log, new SandboxOptions { CacheDirectory = _tools.Folder.At("cache"), Architecture = DebianArchitecture.Host.Name });

        internal string Copy(EdiSandbox sandbox, string damage)
        {
            string image = First.Id, cache = _tools.Folder.At($"cache/{++_count}");
            const string script =
                """
                mkdir -p "$2" && cp -a "$1/buildah" "$2/" && cd "$2/buildah"
                image=$3
                first=$(tr '{' '\n' <overlay-images/images.json | sed -n "s/.*\"id\":\"$image\".*\"layer\":\"\([0-9a-f]*\)\".*/\1/p")
                test -n "$first"
                eval "$4"
                """;
            sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("sh", "-euc", script, "sh", Original, cache, image, damage));
            return cache;
        }

        private static ContainerImage Add(EdiSandbox sandbox, IWorkingContainer container, string name, string content)
        {
            using (container)
            {
                sandbox.Require(EdiCodes.EngineFailed, new ToolCommand("sh", "-c", "echo \"$2\" >\"$1\"", "sh", Path.Combine(container.RootDirectory, name), content));
                return container.Commit($"localhost/{name}");
            }
        }
    }
}
