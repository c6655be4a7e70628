package io.lotusconsole.doctor;

import io.lotusconsole.doctor.Inquiry.Pending;
import io.lotusconsole.lotus.ApiToken;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.util.List;

/**
 * What both examinations ask of the miner first. Where it does not answer, nothing else is asked of it.
 *
 * @param client known only where the miner answered
 */
record MinerQuestions(
        Answer<MinerClient> found,
        Pending<MinerClient> client,
        Pending<NodeVersion> version,
        Pending<List<String>> allowed,
        Pending<String> address,
        Pending<SectorSize> size) {
    /** @param found where the miner is, if that is known @param token null if there is none */
    static MinerQuestions ask(Inquiry inquiry, Answer<MinerClient> found, ApiToken token) {
        Pending<MinerClient> named = inquiry.known(found);
        Pending<NodeVersion> version = inquiry.ask(named, miner -> miner::version);
        Pending<MinerClient> client =
                inquiry.ask(version, answered -> found::value).orElse(why -> NodeVerdicts.silence(why));
        Pending<List<String>> allowed = token == null
                ? inquiry.known(Answer.unknown("there is no token"))
                : inquiry.ask(named, miner -> () -> miner.authVerify(token.reveal()));
        Pending<String> address = inquiry.ask(client, miner -> miner::actorAddress);
        Pending<SectorSize> size = inquiry.ask(address, actor -> () -> sizeOf(found.value(), actor));
        return new MinerQuestions(found, client, version, allowed, address, size);
    }

    private static SectorSize sizeOf(MinerClient miner, String actor) throws RpcException {
        try {
            return SectorSize.ofBytes(miner.actorSectorSize(actor));
        } catch (IllegalArgumentException e) {
            throw miner.malformed(e.getMessage());
        }
    }

    /** The number in {@code f01000}. */
    static long actor(MinerClient miner, String address) throws RpcException {
        try {
            return Long.parseLong(address.substring(Math.min(2, address.length())));
        } catch (NumberFormatException e) {
            throw miner.malformed("its address is not that of an actor: " + address);
        }
    }

    /**
     * The first of some sectors that is proven, as the miner itself knows it.
     *
     * @throws IOException if none of them is
     */
    static SectorOnChain proven(MinerClient miner, List<Long> numbers) throws RpcException, IOException {
        for (long number : numbers) {
            SectorOnChain sector = miner.sectorStatus(number);
            if (sector != null) {
                return sector;
            }
        }
        throw new IOException("the miner does not say that sector " + numbers.get(0) + " is proven");
    }

    /** {@code host:port}; where it is, is known. */
    String authority() {
        return found.isKnown() ? found.value().peer().address() : "";
    }

    /** The first lines about the miner. */
    List<Finding> findings(ApiToken token, String source, Explainer words) {
        return List.of(
                timed(NodeVerdicts.miner(version.answer(), authority(), words), version),
                NodeVerdicts.minerVersion(version.answer()),
                found.isKnown()
                        ? NodeVerdicts.token(allowed.answer(), token != null, source, words)
                        : NodeVerdicts.TOKEN.unknown("it is not known where the miner is", null));
    }

    static Finding timed(Finding finding, Pending<?> pending) {
        return pending.answer().isKnown() ? finding.took(pending.millis()) : finding;
    }
}
