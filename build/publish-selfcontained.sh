#!/usr/bin/env bash
# Publishes the tests and the benchmarks with all they need, for a machine without .NET, such as a rented one with a GPU:
#   build/publish-selfcontained.sh [FOLDER [RID]]        by default artifacts/linux-x64, linux-x64
#   FOLDER/run devices                                   which devices there are, and why others are missing
#   FOLDER/run test Autograd.Ilgpu.Tests                 a test project; AUTOGRAD_TEST_DEVICE=cuda names the device
#   FOLDER/run figures --device cuda --only gemm1024     the benchmarks
#   FOLDER/run gpu [DEVICE [OPTIONS…]]                   all there is to know of a GPU, by default cuda: the device's tests, the operation table, 10,000
#                                                        steps, and the figures beside PyTorch's; copied into gpu-report.txt in the folder one is in
# Where the runtime's package cannot be restored, the SDK's own runtime is copied instead; that works for the SDK's own system only.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
rid=${2:-linux-x64}
folder=${1:-$root/artifacts/$rid}
projects=(tests/Autograd.Tests tests/Autograd.NN.Tests tests/Autograd.Ilgpu.Tests tests/Autograd.Benchmarks)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

publish() { # project options…
  local project=$1 out=$folder/$(basename "$1")
  shift
  rm -rf "$out"
  dotnet publish "$root/$project" -c Release -r "$rid" -o "$out" -p:RunAnalyzers=false -p:GenerateDocumentationFile=false -v quiet "$@"
}

copy_runtime() {
  local host=${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}
  local version=$(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \(10\.[^ ]*\).*/\1/p' | tail -n 1)
  mkdir -p "$folder/dotnet/shared/Microsoft.NETCore.App"
  cp -r "$host/host" "$host/dotnet" "$folder/dotnet/"
  cp -r "$host/shared/Microsoft.NETCore.App/$version" "$folder/dotnet/shared/Microsoft.NETCore.App/"
}

if [ "${AUTOGRAD_COPY_RUNTIME:-}" = "" ] && publish "${projects[0]}" --self-contained true; then
  for project in "${projects[@]:1}"; do publish "$project" --self-contained true; done
else
  echo "publish: no runtime package for $rid, copying the SDK's runtime"
  for project in "${projects[@]}"; do publish "$project" --self-contained false; done
  copy_runtime
fi

cat >"$folder/run" <<'RUN'
#!/usr/bin/env bash
# run devices | run test PROJECT OPTIONS… | run gpu [DEVICE [OPTIONS…]] | run figures|soak|… OPTIONS…
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$here/dotnet" ] && export DOTNET_ROOT=$here/dotnet
if [ "${1:-devices}" = test ]; then
  project=$2
  shift 2
  exec "$here/$project/$project" "$@"
fi
benchmarks=$here/Autograd.Benchmarks/Autograd.Benchmarks
if [ "${1:-}" = gpu ]; then
  device=${2:-cuda}
  shift $(($# < 2 ? $# : 2))
  # Each part is told of and the next one run, whatever became of it.
  part() { echo "== $1"; shift; "$@" && echo "   ok" || echo "   FAILED ($?)"; }
  {
    date -u
    nvidia-smi 2>/dev/null || true
    "$benchmarks" devices
    case " $* " in *" --small "*) filter=(--filter-class '*LaunchTests') steps=500 ;; *) filter=() steps=10000 ;; esac
    part "the device's tests" env AUTOGRAD_TEST_DEVICE="$device" AUTOGRAD_DEVICE_TABLE="${device%%:*}" "$here/Autograd.Ilgpu.Tests/Autograd.Ilgpu.Tests" "${filter[@]}"
    part "$steps steps, perceptron" "$benchmarks" soak --device "$device" --model mlp --steps "$steps"
    [ $steps = 500 ] || part "$steps steps, convolutions" "$benchmarks" soak --device "$device" --model cnn --steps "$steps"
    part "figures" "$benchmarks" gpu --device "$device" --python "${PYTHON:-python3}" "$@"
  } 2>&1 | tee gpu-report.txt
  exit 0
fi
exec "$benchmarks" "${@:-devices}"
RUN
chmod +x "$folder/run"
echo "$folder: $(du -sh "$folder" | cut -f1)"
