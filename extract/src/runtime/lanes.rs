//! Batches beside each other.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::extractor::ExtractError;

/// Does a job for every item, at most `lanes` at a time; the results stand in the order of the items.
pub(super) fn beside<T: Sync, R: Send>(
    lanes: usize,
    items: &[T],
    job: impl Fn(&T) -> Result<R, ExtractError> + Sync,
) -> Result<Vec<R>, ExtractError> {
    let others = lanes.min(items.len()).saturating_sub(1);
    if others == 0 {
        return items.iter().map(job).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, R)>, ExtractError> {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else {
                return Ok(done);
            };
            done.push((place, job(item)?));
        }
    };
    let lanes = std::thread::scope(|scope| {
        let running: Vec<_> = (0..others).map(|_| scope.spawn(work)).collect();
        let mut lanes = vec![work()];
        lanes.extend(running.into_iter().map(|lane| {
            lane.join()
                .unwrap_or_else(|_| Err(ExtractError::Run("a batch ended in a panic".to_owned())))
        }));
        lanes
    });
    let mut results: Vec<(usize, R)> = Vec::with_capacity(items.len());
    for lane in lanes {
        results.append(&mut lane?);
    }
    results.sort_unstable_by_key(|(place, _)| *place);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::beside;
    use crate::extractor::ExtractError;

    #[test]
    fn results_stand_in_order_however_many_lanes_there_are() {
        let items: Vec<usize> = (0..100).collect();
        for lanes in [0, 1, 2, 7, 200] {
            let doubled = beside(lanes, &items, |n| Ok(2 * n)).unwrap_or_default();
            assert!(doubled.iter().copied().eq((0..100).map(|n| 2 * n)), "{lanes}");
        }
        assert!(beside(2, &[], |n: &usize| Ok(*n)).is_ok_and(|r| r.is_empty()));
    }

    #[test]
    fn lanes_run_at_the_same_time() {
        // Each of the two waits for the other: one lane alone would wait in vain.
        let arrived = AtomicUsize::new(0);
        let met = beside(2, &[(), ()], |()| {
            arrived.fetch_add(1, Ordering::SeqCst);
            let started = std::time::Instant::now();
            while arrived.load(Ordering::SeqCst) < 2 && started.elapsed().as_secs() < 20 {
                std::thread::yield_now();
            }
            Ok(arrived.load(Ordering::SeqCst))
        });
        assert_eq!(met.unwrap_or_default(), [2, 2]);
    }

    #[test]
    fn a_failure_or_a_panic_is_told() {
        let fails = |n: &usize| match n {
            5 => Err(ExtractError::Run("five".to_owned())),
            n => Ok(*n),
        };
        assert!(beside(3, &[1, 5, 2, 3], fails).is_err());
        let other = std::thread::current().id();
        let panics = |_: &usize| -> Result<(), ExtractError> {
            std::thread::sleep(std::time::Duration::from_millis(20));
            assert!(std::thread::current().id() == other, "on purpose");
            Ok(())
        };
        assert!(beside(2, &[1, 2, 3, 4], panics).is_err());
    }
}
