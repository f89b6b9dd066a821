from benchmarks.key_ranges import largest_to_mean, orders


def test_every_order_has_the_same_ids_at_least_once():
    assert {name: set(ids.tolist()) == set(range(1, 101)) for name, ids in orders(100).items()} == dict.fromkeys(
        orders(100), True
    )


def test_the_largest_range_of_few_ids_is_counted():
    largest, ratio = largest_to_mean(orders(2_560)["ascending"])
    assert largest / 10 == ratio
    assert 1 <= ratio <= 3
