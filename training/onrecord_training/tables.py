"""Tables of learned feature weights: selection of the features, fitting, and the file format."""
import torch

RARE = 5          # features that occur in fewer examples get no weight


def frequent(examples):
    """Returns {feature: index} of the features that occur in at least RARE of the examples, each a list of features."""
    counts = {}
    for features in examples:
        for feature in set(features):
            counts[feature] = counts.get(feature, 0) + 1
    return {f: k for k, f in enumerate(sorted(f for f, n in counts.items() if n >= RARE))}


def matrix(rows, names):
    """Returns a sparse matrix with a row for each list of features and a column for each known feature."""
    at = [(k, names[f]) for k, features in enumerate(rows) for f in features if f in names]
    places = torch.tensor(at).T if at else torch.zeros(2, 0, dtype=torch.long)
    return torch.sparse_coo_tensor(places, torch.ones(len(at)), (len(rows), len(names)), check_invariants=True).coalesce()


def fit(n, negative_log_likelihood, penalty):
    """Returns the n weights that minimize the value plus half the penalty times the sum of squares."""
    weights = torch.zeros(n, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        value = negative_log_likelihood(weights) + 0.5 * penalty * (weights ** 2).sum()
        value.backward()
        return value

    optimizer.step(loss)
    return weights.detach()


def told_apart(examples, folds, fit, probability):
    """Returns [(probability from a model fitted on the other folds, whether the example is right)] for the examples of
    all articles. `fit` takes examples; `probability` takes its result and an example (features, right)."""
    told = []
    for fold in range(folds):
        fitted = fit([x for k, article in enumerate(examples) if k % folds != fold for x in article])
        told += [(probability(fitted, x), x[1]) for k, article in enumerate(examples) if k % folds == fold for x in article]
    return told


def print_reliability(told, bins, what):
    """Prints the number of examples, their mean probability and the share that is right for each bin of probabilities."""
    for low, high in bins:
        part = [(p, right) for p, right in told if low <= p < high]
        if part:
            mean, share = (sum(x) / len(part) for x in zip(*part))
            print(f"  {low:.2f} to {min(high, 1):.2f}: {len(part):4} {what}, mean confidence {mean:.2f}, right {share:.3f}")


def write(path, names, weights, what, program):
    """Writes the table; `what` says what it decides, `program` which program wrote it."""
    lines = [f"{name}\t{weights[k]:.3f}" for name, k in names.items()]
    head = f"# Feature, tab, weight: {what}. Written by training/onrecord_training/{program}."
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
