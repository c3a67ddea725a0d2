# With its old label it is one of the ReplicaSet's again, which then has one too many and ends one.
kubectl label pods -n tickets -l app=desk-debug app=desk --overwrite
