# Gives what is newer than SOURCE_DATE_EPOCH just that time; a folder after what is in it.
# Arguments: ROOT
set -eu
find "$1" -xdev -depth -newermt "@$SOURCE_DATE_EPOCH" -print0 |
  xargs --null --no-run-if-empty touch --no-dereference --date="@$SOURCE_DATE_EPOCH"
