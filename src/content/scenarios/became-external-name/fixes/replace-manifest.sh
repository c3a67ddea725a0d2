# Replace takes the manifest as the whole truth; the default type is ClusterIP.
kubectl replace -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: thumbs
  namespace: gallery
spec:
  selector:
    app: thumbs
  ports:
    - name: http
      port: 80
      targetPort: http
END
