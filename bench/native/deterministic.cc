// Tells libtorch to use deterministic algorithms as soon as it is loaded; see bench/gpu. DJL has no call for it, but loads
// what PYTORCH_EXTRA_LIBRARY_PATH names. TORCH is the folder of an installed Python package torch:
// g++ -std=c++20 -O2 -shared -fPIC -I"$TORCH/include" bench/native/deterministic.cc -o libdeterministic.so -L"$TORCH/lib" -ltorch_cpu -lc10
#include <ATen/Context.h>

namespace {
const bool told = [] {
  at::globalContext().setDeterministicCuDNN(true);
  at::globalContext().setDeterministicAlgorithms(true, /*warn_only=*/true);
  return true;
}();
}  // namespace
