//! Message provisioning: numbers become able to text some time after they were asked to (docs/contracts/flowroute-v2.md §6.8).

use serde::{Deserialize, Serialize};

use crate::number::Tn;
use crate::store::State;
use crate::store::events::{Event, seconds};

/// One request to enable or disable messaging.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Task {
    pub(crate) enable: bool,
    /// Several numbers were asked for at once; the answer has another shape then.
    pub(crate) bulk: bool,
    pub(crate) callback_url: Option<String>,
    pub(crate) numbers: Vec<Part>,
}

/// One number of a task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    pub(crate) number: Tn,
    pub(crate) progress: Progress,
}

/// How far a number has come (words assumed, docs/contracts/flowroute-v2.md A:52).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Progress {
    Processing,
    Completed,
    Failed,
}

impl Progress {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Processing => "processing",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }
}

impl Task {
    /// The state of the whole: processing while any number is, failed if all failed.
    pub(crate) fn progress(&self) -> Progress {
        let any = |wanted| self.numbers.iter().any(|part| part.progress == wanted);
        if any(Progress::Processing) {
            Progress::Processing
        } else if any(Progress::Completed) {
            Progress::Completed
        } else {
            Progress::Failed
        }
    }

    pub(crate) fn with(&self, wanted: Progress) -> impl Iterator<Item = Tn> {
        self.numbers
            .iter()
            .filter(move |part| part.progress == wanted)
            .map(|part| part.number)
    }
}

impl State {
    /// Starts a task; numbers that are not the account's fail at once (docs/contracts/flowroute-v2.md A:78).
    pub(crate) fn start_task(
        &mut self,
        numbers: &[Tn],
        enable: bool,
        callback_url: Option<String>,
    ) -> String {
        let id = self.next_task_id();
        let parts = numbers.iter().map(|tn| {
            let owned = self.numbers.contains_key(tn);
            Part {
                number: *tn,
                progress: if owned {
                    Progress::Processing
                } else {
                    Progress::Failed
                },
            }
        });
        let task = Task {
            enable,
            bulk: numbers.len() > 1,
            callback_url,
            numbers: parts.collect(),
        };
        for tn in task.with(Progress::Processing) {
            if let Some(number) = self.numbers.get_mut(&tn) {
                number.provision = Some(id.clone());
            }
        }
        self.tasks.insert(id.clone(), task);
        let delay = seconds(self.switches.provisioning_seconds);
        self.schedule(delay, Event::ProvisioningDone { id: id.clone() });
        id
    }

    /// Finishes a task: whatever the account still owns is switched, the rest has failed.
    pub(crate) fn finish_task(&mut self, id: &str) {
        let Some(task) = self.tasks.get_mut(id) else {
            return;
        };
        for part in task
            .numbers
            .iter_mut()
            .filter(|part| part.progress == Progress::Processing)
        {
            match self.numbers.get_mut(&part.number) {
                Some(number) => {
                    number.messaging_enabled = task.enable;
                    part.progress = Progress::Completed;
                }
                None => part.progress = Progress::Failed,
            }
        }
        let (status, url) = (task.progress().word(), task.callback_url.clone());
        self.notify_status("message-provision", id, status, url);
    }
}
