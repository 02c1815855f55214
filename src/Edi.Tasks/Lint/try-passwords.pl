# Tries passwords. Each line of standard input is a hash and candidates, with tabs between; the answer is a line with the
# number of the first candidate that fits, from 0, or -1.
use strict;
use warnings;

while (my $line = <STDIN>) {
    chomp $line;
    my ($hash, @candidates) = split /\t/, $line;
    my $found = -1;
    for my $i (0 .. $#candidates) {
        my $tried = crypt($candidates[$i], $hash);
        if (defined $tried && $tried eq $hash) {
            $found = $i;
            last;
        }
    }
    print "$found\n";
}
