using Edi.Tasks.Definition;

namespace Edi.Tasks.Tests;

public sealed class CryptHashTests
{
    [Theory]
    [InlineData("abgRfh/gqEtmg", false)]
    [InlineData("_J9..rasmg9FfDt1nfZE", false)]
    [InlineData("$1$edisalt$zRjhml13.y0MCX3qrwomE.", true)]
    [InlineData("$5$edisalt$kpAPqG6fGRcrV7GXfvYA.9KpZeIwj6eNrWatkt17zq9", true)]
    [InlineData("$5$rounds=5000$abc$APrKo/8l9nEJsX..8hKpl9beqsB7eDQFldL3DYQY3e3", true)]
    [InlineData("$6$edisalt$jnW4yEguNiohRkt63ey11LbzlH4dbLmS7kTM75QepP/Wn3WVWy0sOM0Rq3wWzhSjw3dBwf2T9Mi5HmZ1NBjt30", true)]
    [InlineData("$6$$lEefP/asjqDz4xa8o9jgz4F3naL78LW0gFAErwKm53nYPbK/9AVAfH5OmzlQ/H0Ji8Rjg7t6Ei4qnl1Kyw/w..", true)]
    [InlineData("$2b$05$abcdefghijklmnopqrstuujU8hRE.iWwWGqtKwVUJDcVwmxlBDbz2", true)]
    [InlineData("$y$j9T$abcdefgh$FuibTA4UrScnYLtIJAvM62MX2b/mD.gw53JVE13qXo4", true)]
    [InlineData("$y$j9T$$M23RsOst5nVhfnxj5Rhfsk5lHzXJtY7xDdCWuXJoIN5", true)]
    [InlineData("$gy$j9T$abcdefgh$zS5fTCFJRY6MXzF.Fxc2hHp3I0V3A.slwJEq0/KsMoC", true)]
    [InlineData("$7$DU..../....abcdefgh$wK5oRoy07OIhJxDoARUu/x3Zy6HT1CW/P063hkv1W03", true)]
    [InlineData("$sha1$4000$abcdefgh$3wGG3lh/aboYJwJypY5AzJzm7lt0", true)]
    [InlineData("$md5,rounds=4000$abcdefgh$oL4qRz1KaxyofsbSSpuyZ.", true)]
    [InlineData("$3$$8ec166e8f3d3233bb518955ad673c011", true)]
    public void Each_method_of_crypt_makes_a_hash(string hash, bool isModern)
    {
        Assert.True(CryptHash.IsHash(hash));
        Assert.Equal(isModern, CryptHash.IsModern(hash));
        Assert.False(CryptHash.IsHash(hash[..^1]));
        Assert.False(CryptHash.IsHash(hash + "a"));
        Assert.False(CryptHash.IsHash(hash + "\n"));
        Assert.False(CryptHash.IsHash(hash[..^1] + "-"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$6$...")]
    [InlineData("$6$...      # from: openssl passwd -6")]
    [InlineData("hunter2")]
    [InlineData("x")]
    [InlineData("$8$edisalt$jnW4yEguNiohRkt63ey11LbzlH4dbLmS7kTM75QepP/Wn3WVWy0sOM0Rq3wWzhSjw3dBwf2T9Mi5HmZ1NBjt30")]
    public void Nothing_else_is_one(string text) => Assert.False(CryptHash.IsHash(text));

    [Theory]
    [InlineData("!", true)]
    [InlineData("*", true)]
    [InlineData("!$6$...", true)]
    [InlineData("", false)]
    [InlineData("$6$...", false)]
    public void A_mark_locks_a_password(string text, bool isLock) => Assert.Equal(isLock, CryptHash.IsLock(text));
}
