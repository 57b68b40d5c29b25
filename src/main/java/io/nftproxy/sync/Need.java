package io.nftproxy.sync;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.TableChanged;
import io.nftproxy.core.model.ObjectName;
import java.util.Set;

/** The content of the next sync. */
public sealed interface Need {
    /** Nothing changed since the last commit. */
    record Nothing() implements Need {
        @Override
        public String toString() {
            return "nothing";
        }
    }

    /** These Services, and the node if it changed. The table's content is known. */
    record Services(Set<ObjectName> names) implements Need {
        public Services {
            names = Set.copyOf(names);
        }

        @Override
        public String toString() {
            return names.size() + " Services";
        }
    }

    /**
     * All Services and the node. The table must be read from the kernel first.
     *
     * @param why at least one reason
     * @param suspects the Services of the partial sync that the kernel refused; empty if that
     *     concerned the node too, or if none was refused
     */
    record Everything(Set<Why> why, Set<ObjectName> suspects) implements Need {
        public Everything {
            why = Set.copyOf(why);
            suspects = Set.copyOf(suspects);
        }

        @Override
        public String toString() {
            return "everything: " + why;
        }

        public static Everything because(Why why) {
            return new Everything(Set.of(why), Set.of());
        }
    }

    /** The reasons to read the table instead of using the applied plans. */
    enum Why {
        /** The process has just started. */
        START,
        /** The last full sync was an hour ago. */
        PERIODIC,
        /** Another process changed the table. */
        FOREIGN_CHANGE,
        /** The kernel rejected the last transaction. */
        REFUSED,
        /** The reply to the last transaction was lost, so the table's content is unknown. */
        ANSWER_LOST,
        /** The last sync failed for another reason. */
        FAILED;

        /** Returns the reason that follows from a failure. */
        static Why after(KernelFailure failure) {
            return switch (failure) {
                case TableChanged _ -> FOREIGN_CHANGE;
                case CommitUnknown _ -> ANSWER_LOST;
                case CommitRejected rejected -> rejected.isTransient() ? FAILED : REFUSED;
                case KernelUnavailable _ -> FAILED;
            };
        }
    }

    Need NOTHING = new Nothing();
}
