//! Signs of life of a reader: one step for each page, sheet or stretch of records that is behind it.
//!
//! A worker process is killed when its reader makes no step for too long, so a step must mean that work was done; a
//! timer must never make one.

use std::cell::RefCell;

type Hook = Box<dyn FnMut()>;

thread_local! {
    static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
}

/// Says that the reader on this thread got one step further: a page, a sheet, a section, some thousand records.
///
/// Costs next to nothing where nobody [`watch`]es.
pub fn step() {
    HOOK.with(|hook| {
        // A hook that itself makes a step finds the cell taken and is left alone.
        if let Ok(mut hook) = hook.try_borrow_mut()
            && let Some(hook) = hook.as_mut()
        {
            hook();
        }
    });
}

/// Runs `work`, calling `hook` for each [`step`] that it makes on this thread.
pub fn watch<T>(hook: impl FnMut() + 'static, work: impl FnOnce() -> T) -> T {
    struct Restore(Option<Hook>);
    impl Drop for Restore {
        fn drop(&mut self) {
            let previous = self.0.take();
            HOOK.with(|hook| hook.replace(previous));
        }
    }
    let _restore = Restore(HOOK.with(|cell| cell.replace(Some(Box::new(hook)))));
    work()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::rc::Rc;

    #[test]
    fn steps_are_counted_only_while_somebody_watches() {
        let count = Rc::new(Cell::new(0));
        let seen = Rc::clone(&count);
        step();
        watch(
            move || seen.set(seen.get() + 1),
            || {
                step();
                step();
            },
        );
        step();
        assert_eq!(count.get(), 2);
    }
}
