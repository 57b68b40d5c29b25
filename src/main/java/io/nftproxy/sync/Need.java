package io.nftproxy.sync;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.TableChanged;
import io.nftproxy.core.model.ObjectName;
import java.util.Set;

/** What the next sync has to bring to the kernel. */
public sealed interface Need {
    /** Nothing changed since the last commit. */
    record Nothing() implements Need {
        @Override
        public String toString() {
            return "nothing";
        }
    }

    /** These Services, and the node where it changed. What the kernel holds is known. */
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
     * All Services and the node. The kernel's table has to be read first.
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

    /** Why a sync reads the kernel's table instead of trusting what was committed last. */
    enum Why {
        /** The process has just started. */
        START,
        /** Long enough since the last time. */
        PERIODIC,
        /** Another process changed the table. */
        FOREIGN_CHANGE,
        /** The kernel refused the last transaction. */
        REFUSED,
        /** Whether the last transaction was applied is not known. */
        ANSWER_LOST,
        /** The last sync ended in an error that is not about one transaction. */
        FAILED;

        /** What a failed sync leaves to be done. */
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
