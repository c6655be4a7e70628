package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.FullNodeClient;
import io.lotusconsole.render.RecoveryReport;
import io.lotusconsole.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code proving recover-faults N…}: the one command here that changes something on chain. */
final class RecoverFaultsCommand extends Command {
    private static final long CONFIDENCE_EPOCHS = 5;

    RecoverFaultsCommand() {
        super("recover-faults", "Manually recovers faulty sectors on chain");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.text("N", "number of block confirmations to wait for (5)", "--confidence"));
        spec.addPositional(DeadlineIndex.numbers("<faulty sectors>").build());
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        long[] sectors = sectors(in);
        long confidence = confidence(in);
        FullNodeClient node = in.node();
        List<String> cids = in.miner().recoverFault(sectors);
        if (!in.isLotus()) {
            in.note(cids.size() + (cids.size() == 1 ? " message" : " messages") + " sent; waiting for " + confidence
                    + (confidence == 1 ? " confirmation." : " confirmations."));
        }
        List<RecoveryReport.Message> messages = new ArrayList<>();
        boolean good = true;
        for (String cid : cids) {
            // One after the other: they confirm together, so the last wait is the whole wait.
            RecoveryReport.Message message = new RecoveryReport.Message(cid, node.waitForMessage(cid, confidence));
            good &= message.isGood();
            messages.add(message);
        }
        Showing.once(in, new RecoveryReport(messages));
        return good || in.isLotus() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private static long[] sectors(Invocation in) throws UsageException {
        List<String> words = in.parameters();
        if (words.isEmpty()) {
            throw new UsageException(
                    "must pass at least 1 sector number", "Such as: lotus-miner proving recover-faults 33 34");
        }
        long[] sectors = new long[words.size()];
        for (int i = 0; i < sectors.length; i++) {
            String word = words.get(i);
            try {
                sectors[i] = Long.parseLong(word);
            } catch (NumberFormatException e) {
                sectors[i] = -1;
            }
            if (sectors[i] < 0 || word.charAt(0) == '+') {
                throw new UsageException(
                        "failed to convert sectors, please check the arguments: strconv.ParseUint: parsing \"" + word
                                + "\": invalid syntax",
                        "Sectors are numbers, separated by spaces.");
            }
        }
        return sectors;
    }

    private static long confidence(Invocation in) throws UsageException {
        String text = in.value("--confidence");
        if (text == null) {
            return CONFIDENCE_EPOCHS;
        }
        try {
            long confidence = Long.parseLong(text);
            if (confidence >= 0) {
                return confidence;
            }
        } catch (NumberFormatException e) {
            // Falls through to the error below.
        }
        throw UsageException.ofFlag("invalid value \"" + text + "\" for flag -confidence: parse error", null);
    }
}
