#!/bin/sh
# The whole round on the built-in stand-in, in a temporary copy of this repository's own vocabularies: no key, no network.
# `make demo` runs it with the vocabsync of this repository on the path.
set -eu

repository=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

say() { printf '\n# %s\n' "$*"; }
run() {
  printf '\n$ %s\n' "$*"
  "$@"
}
# sed -i means different things on different systems.
edit() {
  printf '\n$ edit %s\n' "$2"
  sed "$1" "$2" > "$work/edited" && mv "$work/edited" "$2"
}
commit() {
  git add --all
  git -c user.name=demo -c user.email=demo@example.com -c commit.gpgsign=false commit --quiet --message "$1"
}

cp -R "$repository/vocabularies" "$repository/vocabsync.yaml" "$work"
cd "$work"
git -c init.defaultBranch=main init --quiet
printf '.vocabsync/\nedited\n' > .gitignore
commit "Our vocabularies"
export VOCABSYNC_ENV=local # the stand-in; with a key and without this line it is the real service

say "Five files, six vocabularies: meetings is for two models. The service holds none of them yet."
run vocabsync validate
run vocabsync plan

say "Apply (-q: the result only) does what the plan says, reads back what it wrote, and a second plan finds nothing to do."
run vocabsync -q apply --auto-approve
run vocabsync plan

say "A linguist makes one term heavier in the shared list and adds a film."
edit 's/^布洛芬,3,zh$/布洛芬,5,zh/' vocabularies/terms/drugs.csv
edit '/霸王别姬/i\
\  - 小城之春' vocabularies/movies.yaml
run git --no-pager diff --unified=0 --no-color
commit "Stress ibuprofen, add Spring in a Small Town"

say "The plan shows exactly these two, each as one update that keeps its vocabulary ID."
run vocabsync plan
run vocabsync -q apply --auto-approve
run vocabsync plan

say "What an application needs: which ID goes with which model."
run vocabsync output --format env

say "Where to go next"
cat <<'END'
  with your own key:   export DASHSCOPE_API_KEY=...   then: vocabsync plan
  your own repository: vocabsync init
  on pull requests:    docs/github-actions.md
  what protects you:   README.md, "How it keeps you safe"
END
