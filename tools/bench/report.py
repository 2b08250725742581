"""The results as tables on the terminal."""

from tools.bench.cases import CONTESTANTS

OTHERS = CONTESTANTS[1:]


def show(results):
    """Print everything that `results` holds but the single rounds."""
    _facts(results)
    for threads in sorted({row["threads"] for row in results["cases"]}):
        print(f"\nthreads: {threads}. Median milliseconds; a ratio above 1 means that cnnlab is faster")
        _cases([row for row in results["cases"] if row["threads"] == threads])
    _trainings(results["trainings"])
    print("\none conv2d call: peak memory, and the sum of its batch-last input, unfolded width and output")
    for name, row in results["memory_of_one_conv2d"].items():
        print(f"{name:<56}{row['peak_mb']:9.2f} MB{row['sum_mb']:9.2f} MB{row['ratio']:8.3f}")
    print("\na fresh Python that imports: seconds, and the ratio to NumPy's")
    for statement, row in results["imports"].items():
        print(f"{statement:<56}{row['seconds']:9.3f} s {row['ratio_to_numpy']:9.2f}")


def show_cores(results):
    """Print the epochs, for each number of cores, and the memory of cnnlab's trainings."""
    _facts(results)
    for cores in sorted({row["threads"] for row in results["cases"]}):
        print(f"\ncores: {cores}. Median milliseconds of an epoch; a ratio above 1 means that cnnlab is faster")
        _cases([row for row in results["cases"] if row["threads"] == cores])
    print("\ncnnlab on all cores: peak memory in MB, of the training's process, and of all of its processes together")
    for name, row in results["memory"].items():
        print(f"{name:<56}{row['own_mb']!s:>10}{row['together_mb']!s:>10}")


def _facts(results):
    versions = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    print(f"{results['when']}  {results['cpu']}, {results['cores']} cores\n{versions}; {results['rounds']} rounds")
    for package in results["missing"]:
        print(f"{package} is not installed: its columns are left out")


def _cases(rows):
    others = [name for name in OTHERS if any(name in row["median_seconds"] for row in rows)]
    shown = [name.replace("torch channels_last", "ch._last") for name in ("cnnlab", *others)]
    ratios = [f"{name}/cnnlab" for name in shown[1:]]
    print(f"{'':<56}" + "".join(f"{name:>10}" for name in shown) + "".join(f"{name:>17}" for name in ratios))
    for row in rows:
        times, by = row["median_seconds"], row["ratio_to_cnnlab"]
        line = "".join(_cell(times, name, 10, 1000, 3) for name in ("cnnlab", *others))
        print(f"{row['case']:<56}{line}" + "".join(_cell(by, name, 17, 1, 2) for name in others))


def _cell(numbers, name, width, factor, digits):
    return f"{numbers[name] * factor:{width}.{digits}f}" if name in numbers else f"{'-':>{width}}"


def _trainings(trainings):
    if trainings:
        print("\ntraining on all of MNIST: seconds, test accuracy, peak memory of the process")
    for name, row in trainings.items():
        memory = "unknown" if row["peak_mb"] is None else f"{row['peak_mb']} MB"
        print(f"{name:<56}{row['seconds']:9.1f} s {row['test_accuracy']:9.2%}{memory:>12}")
